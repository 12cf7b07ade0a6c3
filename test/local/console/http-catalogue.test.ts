import { buildCatalogue } from '../../../local/console/build-catalogue';
import { CatalogueApi, CatalogueRoute, CatalogueStage } from '../../../local/console/catalogue';
import { page } from '../../../local/console/page';
import { IssuerProfile } from '../../../local/issuer/issuer-profile';
import { FunctionModel } from '../../../local/model/functions/function';
import { HttpApi, HttpAuthorizer, HttpIntegration, HttpRoute } from '../../../local/model/http-api';
import { httpApi, proxy, route as httpRoute, stage } from '../../support/http-models';
import { model, restApi } from '../../support/models';

const integration = proxy('https://orders.example.com');
const route = (routeKey: string, more: Partial<HttpRoute> = {}): HttpRoute => httpRoute(routeKey, { integration, ...more });
const jwt = (issuer: string, audience: readonly string[] = ['shop']): HttpAuthorizer => ({
  id: 'a1', logicalId: 'Users', name: 'users', type: 'JWT', identitySources: ['$request.header.Authorization'], payloadFormatVersion: '1.0', simpleResponses: false, resultTtlSeconds: 0, jwt: { issuer, audience, local: true },
});
const custom = (...identitySources: string[]): HttpAuthorizer => ({ ...jwt(''), type: 'REQUEST', identitySources, jwt: undefined, uri: 'arn' } as HttpAuthorizer);

const profile = (issuer: string, audience: readonly string[] = ['shop']): IssuerProfile => ({ issuer, kind: 'oidc', audience, clientIds: [], local: true });

function apiOf(api: HttpApi, profiles: readonly IssuerProfile[] = [], functions: readonly FunctionModel[] = []): CatalogueApi {
  const { apis } = buildCatalogue(model({ httpApis: [api], functions }), {
    console: '', origin: () => 'http://127.0.0.1:3001', constructPath: () => 'Shop/Api', credentials: () => ({ accessKeyId: 'LOCL1', secretAccessKey: 'secret' }), issuer: { url: 'http://127.0.0.1:1', profiles },
  });
  return apis[0] as CatalogueApi;
}
const stageOf = (api: HttpApi, profiles?: readonly IssuerProfile[]): CatalogueStage => apiOf(api, profiles).stages[0] as CatalogueStage;
const only = (given: HttpRoute, authorizer?: HttpAuthorizer, profiles?: readonly IssuerProfile[]): CatalogueRoute => (
  stageOf(httpApi([given], { authorizers: authorizer ? [authorizer] : [] }), profiles).routes[0] as CatalogueRoute
);
const guarded = (authorizationType: 'JWT' | 'CUSTOM', scopes: readonly string[] = []): HttpRoute => route('GET /me', { authorizationType, authorizerId: 'a1', authorizationScopes: scopes });
const ISSUER = 'https://login.example.com';

test.each<[string, CatalogueRoute, string]>([
  ['an open route', only(route('GET /orders/{id}')), 'curl -sS http://127.0.0.1:3001/orders/my-id'],
  ['the default route', only(route('$default')), 'curl -sS http://127.0.0.1:3001/'],
  ['any method', only(route('ANY /{proxy+}')), 'curl -sS http://127.0.0.1:3001/proxy'],
  ['a method with a body', only(route('PUT /a')), "curl -sS -X PUT -H 'content-type: application/json' --data '{}' http://127.0.0.1:3001/a"],
  ['a signature', only(route('GET /a', { authorizationType: 'AWS_IAM' })), 'curl -sS --aws-sigv4 aws:amz:us-east-1:execute-api --user LOCL1:secret http://127.0.0.1:3001/a'],
  ['a token that only its issuer makes', only(guarded('JWT'), jwt(ISSUER)), "curl -sS -H 'authorization: Bearer TOKEN' http://127.0.0.1:3001/me"],
  ['a token of the local issuer', only(guarded('JWT', ['me/read', 'me/write']), jwt(ISSUER), [profile(ISSUER)]),
    'curl -sS -H "authorization: Bearer $(npx apigateway-local token --scope me/read)" http://127.0.0.1:3001/me'],
  ['one of several issuers', only(guarded('JWT'), jwt(ISSUER), [profile(ISSUER), profile('https://other.example.com')]),
    `curl -sS -H "authorization: Bearer $(npx apigateway-local token --issuer ${ISSUER})" http://127.0.0.1:3001/me`],
  ['another audience than the usual one', only(guarded('JWT'), jwt(ISSUER, ['admin']), [profile(ISSUER, ['shop', 'admin'])]),
    'curl -sS -H "authorization: Bearer $(npx apigateway-local token --audience admin)" http://127.0.0.1:3001/me'],
  ['what a Lambda authorizer reads', only(guarded('CUSTOM'), custom('$request.header.X-Key', '$request.querystring.tenant', '$context.routeKey')),
    "curl -sS -H 'x-key: TOKEN' 'http://127.0.0.1:3001/me?tenant=TOKEN'"],
])('the command of %s', (_, { curl }, command) => {
  expect(curl).toBe(command);
});

test.each<[string, CatalogueRoute, string, string]>([
  ['an open URL', only(route('GET /a')), 'none', 'http https://orders.example.com'],
  ['scopes', only(guarded('JWT', ['a', 'b']), jwt(ISSUER)), `token of ${ISSUER} with scope a or b`, 'http https://orders.example.com'],
  ['an authorizer that is not there', only(guarded('JWT')), 'an authorizer that is not loaded: every call is refused', 'http https://orders.example.com'],
  ['a private integration', only(route('GET /a', { integration: { ...integration, connectionType: 'VPC_LINK', uri: 'arn:l' } })), 'none', 'private arn:l'],
  ['a service', only(route('GET /a', { authorizationType: 'AWS_IAM', integration: { ...integration, subtype: 'SQS-SendMessage', uri: undefined } as HttpIntegration })), 'IAM signature', 'SQS-SendMessage'],
  ['nothing', only(route('GET /a', { integration: undefined } as Partial<HttpRoute>)), 'none', 'no integration'],
])('says what %s needs and what answers', (_, described, needs, target) => {
  expect([described.needs, described.target]).toEqual([needs, target]);
});

test('a function is called by its logical id, by ARN and by invocation URI', () => {
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:create';
  const fn = { stack: 'Shop', logicalId: 'CreateOrder', name: 'create', arn, region: 'us-east-1', account: '123456789012', runtime: 'nodejs22.x', handler: 'index.handler', codeDirectory: '/', memoryMegabytes: 128, timeoutMilliseconds: 3000, environment: new Map(), qualifiers: [] };
  const uris = [arn, `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`, `${arn}-other`];
  const routes = uris.map((uri, index) => route(`GET /${index}`, { integration: { ...integration, type: 'AWS_PROXY', uri } }));
  const { apis } = buildCatalogue(model({ functions: [fn], httpApis: [httpApi(routes)] }), { console: '', origin: () => '', constructPath: () => undefined, credentials: () => ({ accessKeyId: '', secretAccessKey: '' }) });
  expect(apis[0]?.stages[0]?.routes.map(({ target }) => target)).toEqual(['lambda CreateOrder', 'lambda CreateOrder', `lambda ${arn}-other`]);
});

test('routes are sorted by path, the default route is the last', () => {
  const routes = stageOf(httpApi([route('$default'), route('POST /b'), route('GET /b'), route('GET /a')])).routes;
  expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /a', 'GET /b', 'POST /b', 'ANY $default']);
});

test('addresses of stages, and of domains beside or in place of them', () => {
  const domains = [{ domainName: 'api.example.com', basePath: 'v1', stageName: 'prod' }];
  const stages = [stage('prod')];
  expect(stageOf(httpApi([], { stages }))).toMatchObject({ name: 'prod', url: 'http://127.0.0.1:3001/prod' });
  const beside = stageOf(httpApi([], { stages, domains }));
  expect(beside).toMatchObject({ url: 'http://127.0.0.1:3001/prod', domains: ['api.example.com/v1'] });
  expect(beside.host).toBeUndefined();
  const instead = stageOf(httpApi([route('GET /a')], { stages, domains, executeApiDisabled: true }));
  expect(instead).toMatchObject({ url: 'http://127.0.0.1:3001/v1', host: 'api.example.com' });
  expect(instead.routes[0]?.curl).toBe("curl -sS -H 'host: api.example.com' http://127.0.0.1:3001/v1/a");
});

test('APIs of both kinds stand in one order, and on the page', () => {
  const catalogue = buildCatalogue(model({ restApis: [restApi({}, { logicalId: 'B' })], httpApis: [httpApi([], { logicalId: 'A', domains: [{ domainName: 'api.example.com', basePath: '', stageName: '$default' }] }), httpApi([], { logicalId: 'C' })] }), {
    console: '', origin: () => 'http://127.0.0.1:1', constructPath: () => undefined, credentials: () => ({ accessKeyId: '', secretAccessKey: '' }),
  });
  expect(catalogue.apis.map(({ logicalId, type }) => `${logicalId} ${type}`)).toEqual(['A HTTP', 'B REST', 'C HTTP']);
  expect(page(catalogue)).toContain('Also for requests with the Host <code>api.example.com</code>');
  expect(page(catalogue)).toContain('HTTP API <code>C</code>');
});

describe('behind CloudFront', () => {
  const fn = (configuration: object): FunctionModel => ({
    stack: 'Shop',
    logicalId: 'Handler',
    name: 'handler',
    arn: 'arn:aws:lambda:us-east-1:123456789012:function:handler',
    region: 'us-east-1',
    account: '123456789012',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    codeDirectory: '/nowhere',
    memoryMegabytes: 256,
    timeoutMilliseconds: 10_000,
    environment: new Map([['AUTHORIZER_CONFIG', JSON.stringify(configuration)]]),
    qualifiers: [],
  });
  const pool = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a';
  const origin = { secretId: 'arn', header: 'x-origin-verify' };
  const issuers = [{ issuer: ISSUER, audience: ['shop'] }, { issuer: pool, kind: 'cognito', clientIds: ['web'] }];
  const routes = { 'GET /a': { issuer: 0, scopes: ['b', 'c'] }, 'GET /b': { issuer: 1 }, 'GET /open': {}, 'GET /broken': { issuer: 9 } };
  const profiles: IssuerProfile[] = [profile(ISSUER), { ...profile(pool), kind: 'cognito', audience: [], clientIds: ['app', 'web'] }];

  function described(key: string, configuration: object = { origin, issuers, routes }): CatalogueRoute & Pick<CatalogueStage, 'headers'> {
    const handler = fn(configuration);
    const authorizer = { ...custom(), uri: handler.arn };
    const { stages: [found] } = apiOf(httpApi([route(key, { authorizationType: 'CUSTOM', authorizerId: 'a1' })], {
      authorizers: [authorizer], stages: [{ ...stage('$default'), originHeaders: new Map([['x-origin-verify', "it's"]]) }],
    }), profiles, [handler]);
    return { ...found?.routes[0] as CatalogueRoute, headers: found?.headers };
  }
  const added = '-H \'x-origin-verify: it\'\\\'\'s\'';
  const command = (...words: string[]): string => `"authorization: Bearer $(npx apigateway-local token ${words.join(' ')})"`;

  test.each([
    ['GET /a', `token of ${ISSUER} with scope b or c and what CloudFront adds`, `curl -sS ${added} -H ${command('--scope', 'b', '--issuer', ISSUER)} http://127.0.0.1:3001/a`],
    ['GET /b', `token of ${pool} and what CloudFront adds`, `curl -sS ${added} -H ${command('--issuer', pool, '--client-id', 'web')} http://127.0.0.1:3001/b`],
    ['GET /open', 'what CloudFront adds', `curl -sS ${added} http://127.0.0.1:3001/open`],
    ['GET /broken', 'what the Lambda authorizer asks for', `curl -sS ${added} http://127.0.0.1:3001/broken`],
    ['GET /unknown', 'what the Lambda authorizer asks for', `curl -sS ${added} http://127.0.0.1:3001/unknown`],
  ])('%s', (key, needs, curl) => {
    expect(described(key)).toMatchObject({ needs, curl, headers: { 'x-origin-verify': "it's" } });
  });

  test.each([['the one of REST APIs', { issuers, routes: { 'GET /a': ['b'] } }], ['one whose routes can\'t be read', { origin, issuers, routes: 'routes.json' }]])('an authorizer that is %s', (_, configuration) => {
    expect(described('GET /a', configuration)).toMatchObject({ needs: 'what the Lambda authorizer asks for', curl: `curl -sS ${added} http://127.0.0.1:3001/a` });
  });
});
