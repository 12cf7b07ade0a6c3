import * as fs from 'node:fs';
import * as path from 'node:path';
import { method, request } from './validation-request';
import { compileRequestValidator } from '../../../../local/gateway/validation/request-validator';
import { JsonObject } from '../../../../local/json';
import { RestMethod } from '../../../../local/model/rest-api';

// Requests that AWS itself answered, read as far as validation is concerned; the whole road is tested by `npm run conformance`.

interface Step {
  readonly template: number;
  readonly request: { readonly method: string; readonly path: string; readonly headers: Record<string, string>; readonly body: string | null };
  readonly expect: { readonly status?: number; readonly ok?: boolean; readonly body?: { readonly json?: { readonly message?: string } } };
}

interface RecordedCase {
  readonly id: string;
  readonly tags: readonly string[];
  readonly steps: readonly Step[];
  readonly templates: readonly { readonly template: { readonly Resources: Record<string, Resource> } }[];
}

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly HttpMethod?: string;
    readonly Name?: string;
    readonly PathPart?: string;
    readonly RequestParameters?: Record<string, boolean>;
    readonly RequestModels?: Record<string, { readonly Ref: string }>;
    readonly Schema?: JsonObject;
    readonly ValidateRequestBody?: boolean;
    readonly ValidateRequestParameters?: boolean;
    readonly Body?: { readonly components: { readonly schemas: Record<string, JsonObject> } };
  };
}

const folder = path.join(process.env.AWS_TRUTH ?? '', 'cases');
const available = process.env.AWS_TRUTH !== undefined && fs.existsSync(folder);
const cases = !available ? [] : fs.readdirSync(folder)
  .map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as RecordedCase)
  .filter(({ tags }) => tags.includes('request-validation'));

/** References to models, in either notation, become references into `definitions`. */
function selfContained(schema: JsonObject, models: Record<string, JsonObject>): JsonObject {
  const local = (text: string) => text
    .replace(/\{"Fn::Join":\["",\["[^"]*",\{"Ref":"[^"]*"\},"\/models\/(\w+)"\]\]\}/g, '"#/definitions/$1"')
    .replace(/"#\/components\/schemas\/(\w+)"/g, '"#/definitions/$1"');
  return JSON.parse(local(JSON.stringify({ ...schema, definitions: models }))) as JsonObject;
}

function methodOfStep({ templates }: RecordedCase, step: Step): RestMethod {
  const resources = Object.entries(templates[step.template]?.template.Resources ?? {});
  const openApi = resources.map(([, { Properties }]) => Properties?.Body).find((body) => body !== undefined);
  if (openApi !== undefined) {
    const { Person = {}, ...rest } = openApi.components.schemas;
    return method({ requestModels: new Map([['application/json', selfContained({ ...Person }, { Person, ...rest })]]) });
  }
  const models = new Map(resources.filter(([, { Type }]) => Type === 'AWS::ApiGateway::Model'));
  const byName = Object.fromEntries([...models.values()].map(({ Properties }) => [Properties.Name ?? '', Properties.Schema ?? {}]));
  const validator = resources.find(([, { Type }]) => Type === 'AWS::ApiGateway::RequestValidator')?.[1].Properties;
  const found = resources.find(([, { Properties }]) => Properties?.HttpMethod === step.request.method)?.[1].Properties;
  const requestModels = Object.entries(found?.RequestModels ?? {})
    .map(([contentType, { Ref }]) => [contentType, selfContained(models.get(Ref)?.Properties.Schema ?? {}, byName)] as const);
  return method({
    requestParameters: new Map(Object.entries(found?.RequestParameters ?? {})),
    requestModels: new Map(requestModels),
    validateBody: validator?.ValidateRequestBody ?? false,
    validateParameters: validator?.ValidateRequestParameters ?? false,
  });
}

function requestOfStep({ templates }: RecordedCase, step: Step) {
  const url = new URL(step.request.path, 'http://localhost');
  const parts = Object.values(templates[step.template]?.template.Resources ?? {}).map(({ Properties }) => /^\{(.+)\}$/.exec(Properties?.PathPart ?? '')?.[1]);
  const parameter = parts.find((name) => name !== undefined);
  return request({
    headers: step.request.headers,
    query: Object.fromEntries([...url.searchParams.keys()].map((name) => [name, url.searchParams.getAll(name)])),
    path: parameter === undefined ? {} : { [parameter]: url.pathname.split('/').at(-1) ?? '' },
    body: step.request.body ?? '',
  });
}

const steps = cases.flatMap((recorded) => recorded.steps.map((step, index) => ({ recorded, step, name: `${recorded.id} step ${index}` })));

(available ? describe : describe.skip)('requests recorded on AWS (set AWS_TRUTH to the folder of the recordings)', () => {
  test('there are some', () => expect(steps.length).toBeGreaterThan(0));

  (steps.length > 0 ? test.each(steps) : test.skip.each([{ name: 'none', recorded: undefined, step: undefined }]))('$name', ({ recorded, step }) => {
    if (recorded === undefined || step === undefined) return;
    const refusal = compileRequestValidator(methodOfStep(recorded, step))(requestOfStep(recorded, step));
    expect(refusal === undefined ? 200 : 400).toBe(step.expect.status ?? 200);
    if (step.expect.body?.json?.message !== undefined) expect(refusal?.message).toBe(step.expect.body.json.message);
  });
});
