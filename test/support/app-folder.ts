import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

/** A temporary folder with the code of functions and a template, or a cdk.out, that uses them. */
export class AppFolder {
  public readonly folder = mkdtempSync(path.join(tmpdir(), 'local-app-'));

  public file(name: string, content: string): string {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  /** Writes `index.js` of a function's code folder and gives the folder. */
  public code(name: string, source: string): string {
    return path.dirname(this.file(`code/${name}/index.js`, source));
  }

  /** Writes a template as a file of its own. */
  public template(name: string, template: object): string {
    return this.file(`${name}.json`, JSON.stringify(template, undefined, 1));
  }

  /** Writes a cloud assembly of one stack; gives its folder. */
  public cdkOut(stack: string, template: object): string {
    this.file(`cdk.out/${stack}.template.json`, JSON.stringify(template));
    const manifest = this.file('cdk.out/manifest.json', JSON.stringify({
      version: '36.0.0',
      artifacts: { [stack]: { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties: { templateFile: `${stack}.template.json` } } },
    }));
    return path.dirname(manifest);
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A route of {@link restTemplate}. */
export interface TemplateRoute {
  /** Folder of the function's code; absent: a mock. */
  readonly code?: string;
  readonly apiKeyRequired?: boolean;
  /** Body schema, checked. */
  readonly schema?: object;
  /** Properties of the function that differ from the defaults. */
  readonly lambda?: object;
}

/** A template with one REST API, one stage `prod`, one function per route, as CDK's constructs write it. */
export function restTemplate(routes: Readonly<Record<string, TemplateRoute>>, more: object = {}, apiId = 'OrdersApi'): object {
  const resources: Record<string, object> = { [apiId]: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: apiId.toLowerCase() } } };
  const methods: string[] = [];
  const parents = new Map<string, object>([['', { 'Fn::GetAtt': [apiId, 'RootResourceId'] }]]);
  Object.entries(routes).forEach(([key, route], index) => {
    const [verb = 'GET', path_ = '/'] = key.split(' ');
    const resourceId = ensureResources(resources, parents, apiId, path_);
    const id = `Method${index}`;
    methods.push(id);
    resources[id] = {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: apiId },
        ResourceId: resourceId,
        HttpMethod: verb,
        AuthorizationType: 'NONE',
        ...(route.apiKeyRequired && { ApiKeyRequired: true }),
        ...(route.schema && { RequestModels: { 'application/json': { Ref: `${id}Model` } }, RequestValidatorId: { Ref: `${id}Validator` } }),
        Integration: integration(id, route),
      },
    };
    if (route.code !== undefined) resources[`${id}Fn`] = lambdaFunction(route.code, route.lambda);
    if (route.schema) {
      resources[`${id}Model`] = { Type: 'AWS::ApiGateway::Model', Properties: { RestApiId: { Ref: apiId }, ContentType: 'application/json', Schema: route.schema } };
      resources[`${id}Validator`] = { Type: 'AWS::ApiGateway::RequestValidator', Properties: { RestApiId: { Ref: apiId }, ValidateRequestBody: true } };
    }
  });
  resources[`${apiId}Deployment`] = { Type: 'AWS::ApiGateway::Deployment', DependsOn: methods, Properties: { RestApiId: { Ref: apiId } } };
  resources[`${apiId}Stage`] = { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: apiId }, DeploymentId: { Ref: `${apiId}Deployment` }, StageName: 'prod' } };
  return { Resources: { ...resources, ...more } };
}

/** A usage plan over stage `prod` of the API with one key of the given value. */
export function planOf(name: string, keyValue: string, limits: object = {}, apiId = 'OrdersApi'): object {
  return {
    [`${name}Plan`]: {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: { UsagePlanName: name, ApiStages: [{ ApiId: { Ref: apiId }, Stage: { Ref: `${apiId}Stage` } }], ...limits },
    },
    [`${name}Key`]: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: keyValue, Name: `${name}-key` } },
    [`${name}PlanKey`]: {
      Type: 'AWS::ApiGateway::UsagePlanKey',
      Properties: { KeyId: { Ref: `${name}Key` }, KeyType: 'API_KEY', UsagePlanId: { Ref: `${name}Plan` } },
    },
  };
}

function ensureResources(resources: Record<string, object>, parents: Map<string, object>, apiId: string, route: string): object {
  let at = '';
  for (const part of route.split('/').filter((text) => text !== '')) {
    const parent = parents.get(at);
    at = `${at}/${part}`;
    if (!parents.has(at)) {
      const id = `Resource${parents.size}`;
      resources[id] = { Type: 'AWS::ApiGateway::Resource', Properties: { RestApiId: { Ref: apiId }, ParentId: parent, PathPart: part } };
      parents.set(at, { Ref: id });
    }
  }
  return parents.get(at) ?? {};
}

function integration(id: string, route: TemplateRoute): object {
  if (route.code === undefined) {
    return {
      Type: 'MOCK',
      RequestTemplates: { 'application/json': '{"statusCode": 200}' },
      IntegrationResponses: [{ StatusCode: '200', ResponseTemplates: { 'application/json': '{"status":"ok"}' } }],
    };
  }
  const uri = ['arn:aws:apigateway:', { Ref: 'AWS::Region' }, ':lambda:path/2015-03-31/functions/', { 'Fn::GetAtt': [`${id}Fn`, 'Arn'] }, '/invocations'];
  return { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: { 'Fn::Join': ['', uri] } };
}

function lambdaFunction(code: string, more: object = {}): object {
  return {
    Type: 'AWS::Lambda::Function',
    Metadata: { 'aws:asset:path': code, 'aws:asset:property': 'Code' },
    Properties: {
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 3,
      MemorySize: 128,
      Role: 'arn:aws:iam::123456789012:role/any',
      Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
      ...more,
    },
  };
}
