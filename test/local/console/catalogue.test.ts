import { exec, execFileSync } from 'node:child_process';
import { buildCatalogue } from '../../../local/console/build-catalogue';
import { Catalogue, CatalogueRoute } from '../../../local/console/catalogue';
import { quote } from '../../../local/console/curl';
import { LocalModel } from '../../../local/model/model';
import { RestMethod } from '../../../local/model/rest-api';
import { method, model, restApi } from '../../support/models';
import { TestServer } from '../../support/test-server';

const plan = { id: 'p1', stack: 'Shop', logicalId: 'Free', name: 'free', apiStages: [{ apiId: 'abc123', stageName: 'prod', methodThrottles: new Map() }], keyIds: ['k1', 'k2'] };
const key = (id: string, enabled = true) => ({ id, stack: 'Shop', logicalId: id, name: id, value: `value-of-${id}`, enabled });
const keys = [key('k1', false), key('k2'), key('k3')];

const catalogueOf = (served: LocalModel, origin = ''): Catalogue =>
  buildCatalogue(served, { console: 'http://127.0.0.1:3000', origin: () => origin, constructPath: () => undefined, credentials: () => ({ accessKeyId: 'LOCL1', secretAccessKey: 'secret' }) });

function routes(methods: Readonly<Record<string, readonly RestMethod[]>>): readonly CatalogueRoute[] {
  const served = model({ restApis: [restApi(methods)], usagePlans: [plan], apiKeys: keys });
  return catalogueOf(served, 'http://127.0.0.1:3001').apis[0]?.stages[0]?.routes ?? [];
}

const only = (path: string, given: RestMethod): CatalogueRoute => routes({ [path]: [given] })[0] as CatalogueRoute;

describe('the command of a route', () => {
  test.each<readonly [string, string, RestMethod, string]>([
    ['a plain GET', '/health', method('GET'), 'curl -sS http://127.0.0.1:3001/prod/health'],
    ['the root', '/', method('GET'), 'curl -sS http://127.0.0.1:3001/prod/'],
    ['ANY', '/a', method('ANY'), 'curl -sS http://127.0.0.1:3001/prod/a'],
    ['another method', '/a', method('DELETE'), 'curl -sS -X DELETE http://127.0.0.1:3001/prod/a'],
    ['HEAD', '/a', method('HEAD'), 'curl -sS -I http://127.0.0.1:3001/prod/a'],
    ['path parameters', '/orders/{id}/files/{proxy+}', method('GET'), 'curl -sS http://127.0.0.1:3001/prod/orders/my-id/files/proxy'],
    ['a key: the first that is enabled', '/a', method('GET', { apiKeyRequired: true }), "curl -sS -H 'x-api-key: value-of-k2' http://127.0.0.1:3001/prod/a"],
    ['a signature', '/a', method('GET', { authorizationType: 'AWS_IAM' }),
      'curl -sS --aws-sigv4 aws:amz:us-east-1:execute-api --user LOCL1:secret http://127.0.0.1:3001/prod/a'],
    ['required parameters', '/a', method('GET', { requestParameters: new Map([['method.request.querystring.q', true], ['method.request.header.X-Tenant', true], ['method.request.querystring.opt', false]]) }),
      "curl -sS -H 'x-tenant: example' 'http://127.0.0.1:3001/prod/a?q=example'"],
    ['a body', '/a', method('POST', { requestModels: new Map([['application/json', { type: 'object', required: ["it's"], properties: { "it's": { type: 'integer' } } }]]) }),
      "curl -sS -H 'content-type: application/json' --data '{\"it'\\''s\":1}' http://127.0.0.1:3001/prod/a"],
  ])('%s', (_name, path, given, command) => {
    expect(only(path, given).curl).toBe(command);
  });

  it('has no key where the authorizer brings it', () => {
    const guarded = { ...restApi({ '/a': [method('GET', { apiKeyRequired: true, authorizationType: 'CUSTOM' })] }), apiKeySource: 'AUTHORIZER' as const };
    const [route] = catalogueOf(model({ restApis: [guarded], usagePlans: [plan], apiKeys: keys })).apis[0]?.stages[0]?.routes ?? [];
    expect(route).toMatchObject({ needs: 'token for the Lambda authorizer', curl: "curl -sS -H 'authorization: Bearer TOKEN' /prod/a" });
  });

  it('survives a shell unchanged', () => {
    const nasty = 'a\'b"c $HOME `id` \\ ; & | > \n*';
    expect(execFileSync('sh', ['-c', `printf %s ${quote(nasty)}`]).toString()).toBe(nasty);
  });

  it('works when pasted', async () => {
    const seen: string[] = [];
    const server = await TestServer.start((request, response) => {
      request.on('data', (chunk: Buffer) => seen.push(chunk.toString())).on('end', () => {
        seen.push(`${request.method} ${request.url} ${request.headers['content-type']}`);
        response.end();
      });
    });
    const served = model({ restApis: [restApi({ '/orders': [method('PUT', { requestModels: new Map([['application/json', { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } }]]) })] })] });
    const command = catalogueOf(served, server.origin).apis[0]?.stages[0]?.routes[0]?.curl ?? '';
    try {
      await new Promise<void>((resolve, reject) => { exec(command, (error) => (error ? reject(error) : resolve())); });
      expect(seen).toEqual(['{"n":1}', 'PUT /prod/orders application/json']);
    } finally {
      await server.close();
    }
  });
});

it('says what each route needs and what answers it', () => {
  const lambda = { type: 'AWS_PROXY' as const, connectionType: 'INTERNET' as const, timeoutMilliseconds: 29_000, requestParameters: new Map(), requestTemplates: new Map(), passthroughBehavior: 'WHEN_NO_MATCH' as const, responses: [], responseTransferMode: 'BUFFERED' as const };
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:create';
  const fn = { stack: 'Shop', logicalId: 'CreateOrder', name: 'create', arn, region: 'us-east-1', account: '123456789012', runtime: 'nodejs22.x', handler: 'index.handler', codeDirectory: '/', memoryMegabytes: 128, timeoutMilliseconds: 3000, environment: new Map(), qualifiers: [] };
  const uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
  const served = model({
    functions: [fn],
    restApis: [restApi({
      '/b': [method('POST', { apiKeyRequired: true, authorizationType: 'AWS_IAM', integration: { ...lambda, uri } })],
      '/a': [method('GET', { integration: { ...lambda, type: 'MOCK' } }), method('PUT')],
    })],
  });
  const described = catalogueOf(served).apis[0]?.stages[0]?.routes.map(({ method: verb, path, needs, target }) => [verb, path, needs, target]);
  expect(described).toEqual([
    ['GET', '/a', 'none', 'mock'],
    ['PUT', '/a', 'none', 'no integration'],
    ['POST', '/b', 'API key and IAM signature', 'lambda CreateOrder'],
  ]);
});

it('shows plans of one name and the same limits as one', () => {
  const quota = { limit: 1000, period: 'DAY' as const, offset: 0 };
  const tiersOf = (...plans: Partial<typeof plan & { quota: typeof quota }>[]) => {
    const served = model({ restApis: [restApi({})], usagePlans: plans.map((given, index) => ({ ...plan, id: `p${index}`, ...given })), apiKeys: keys });
    return catalogueOf(served).apis[0]?.stages[0]?.tiers.map((tier) => [tier.name, tier.quota, ...tier.keys.map(({ name }) => name)]);
  };
  expect(tiersOf({ keyIds: [] }, { keyIds: ['k1'], quota }, { keyIds: ['k2'], quota }, { name: 'other', keyIds: ['k3'] })).toEqual([
    ['free', '1000 requests a day', 'k1', 'k2'], ['other', undefined, 'k3'],
  ]);
  expect(tiersOf({ keyIds: ['k1'] }, { keyIds: ['k2'], quota })).toEqual([['free', undefined, 'k1'], ['free', '1000 requests a day', 'k2']]);
});

it('shows the tiers that cover the stage, with the keys of each', () => {
  const full = { ...plan, throttle: { rateLimit: 2, burstLimit: 5 }, quota: { limit: 1000, period: 'DAY' as const, offset: 0 } };
  const other = { ...plan, id: 'p2', name: 'elsewhere', apiStages: [{ apiId: 'abc123', stageName: 'test', methodThrottles: new Map() }] };
  const served = model({ restApis: [restApi({})], usagePlans: [full, other], apiKeys: keys });
  expect(catalogueOf(served).apis[0]?.stages[0]?.tiers).toEqual([{
    name: 'free',
    throttle: '2 requests a second, burst 5',
    quota: '1000 requests a day',
    keys: [{ name: 'k1', value: 'value-of-k1', enabled: false }, { name: 'k2', value: 'value-of-k2', enabled: true }],
  }]);
});
