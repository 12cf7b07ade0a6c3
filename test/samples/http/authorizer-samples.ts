import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { Duration } from 'aws-cdk-lib';
import {
  CorsHttpMethod, HttpApi, HttpIntegrationType, HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteIntegration, HttpRouteKey, HttpStage,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer, HttpLambdaAuthorizer, HttpLambdaResponseType, HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { AccessKey, AccountRootPrincipal, Policy, PolicyStatement, Role, User } from 'aws-cdk-lib/aws-iam';
import { bearer, inline, naming, Sample, SampleCall } from './sample';

const UNAUTHORIZED = { status: 401, body: '{"message":"Unauthorized"}' };
const FORBIDDEN = { status: 403, body: '{"message":"Forbidden"}' };

/** Signs with the keys of a role or user of the template. */
const signedBy = (caller: string): NonNullable<SampleCall['as']> => async ({ local }, method, url) => {
  const signer = new SignatureV4({ service: 'execute-api', region: 'us-east-1', credentials: local.credentials(caller), sha256: Sha256 });
  const { protocol, hostname, port, pathname: path, host } = url;
  const unsigned = { method, protocol, hostname, port: Number(port), path, headers: { host } };
  const { headers } = await signer.sign(unsigned, { signingDate: new Date(local.clock.now()) });
  return headers;
};

/** @see https://github.com/aws/aws-cdk packages/@aws-cdk-testing/framework-integ/test/aws-apigatewayv2-authorizers/test/http/integ.user-pool.ts */
const userPools: Sample = {
  name: 'user pools, of a route and by default with scopes',
  build(stack) {
    const [pool, other] = [new UserPool(stack, 'users'), new UserPool(stack, 'others')];
    const handler = inline(stack, 'Handler', 'async ({ requestContext }) => requestContext.authorizer.jwt');
    new HttpApi(stack, 'Plain').addRoutes({
      path: '/', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('Root', handler), authorizer: new HttpUserPoolAuthorizer('Users', pool),
    });
    const httpApi = new HttpApi(stack, 'Scoped', { defaultAuthorizer: new HttpUserPoolAuthorizer('Others', other), defaultAuthorizationScopes: ['scope1', 'scope2'] });
    new HttpRoute(stack, 'Route', { httpApi, routeKey: HttpRouteKey.with('/v1/things/{proxy+}', HttpMethod.ANY), integration: new HttpLambdaIntegration('All', handler) });
  },
  calls: [
    { api: 'Plain', request: 'GET /', expected: { ...UNAUTHORIZED, headers: { 'www-authenticate': 'Bearer' } } },
    { api: 'Plain', request: 'GET /', headers: { authorization: 'deny' }, expected: { status: 401 } },
    { api: 'Plain', request: 'GET /', as: bearer(1), expected: { status: 200, body: { claims: { sub: 'ann' } } } },
    { api: 'Scoped', request: 'PUT /v1/things/a/b', expected: UNAUTHORIZED },
    { api: 'Scoped', request: 'PUT /v1/things/a/b', as: bearer(0, { scopes: ['scope2'] }), expected: { status: 200, body: { scopes: ['scope1', 'scope2'] } } },
    { api: 'Scoped', request: 'PUT /v1/things/a/b', as: bearer(0, { scopes: ['scope3'] }), expected: FORBIDDEN },
    { api: 'Scoped', request: 'PUT /v1/things/a/b', as: bearer(1, { scopes: ['scope2'] }), expected: UNAUTHORIZED },
  ],
};

/** @see https://github.com/aws/aws-cdk packages/@aws-cdk-testing/framework-integ/test/aws-apigatewayv2-authorizers/test/http/integ.lambda.ts */
const keyInAHeader: Sample = {
  name: 'a function that looks at a header, of a route and by default',
  build(stack) {
    const check = inline(stack, 'Check', 'async ({ headers }) => ({ isAuthorized: headers["x-api-key"] === "let-me-in", context: { key: headers["x-api-key"] } })');
    const authorizer = (id: string): HttpLambdaAuthorizer => new HttpLambdaAuthorizer(id, check, {
      authorizerName: 'by-key', identitySource: ['$request.header.X-API-Key'], responseTypes: [HttpLambdaResponseType.SIMPLE],
    });
    const handler = inline(stack, 'Handler', 'async ({ requestContext }) => requestContext.authorizer.lambda');
    new HttpApi(stack, 'Plain').addRoutes({ path: '/', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('Root', handler), authorizer: authorizer('OfRoute') });
    const httpApi = new HttpApi(stack, 'Guarded', { defaultAuthorizer: authorizer('OfAll') });
    new HttpRoute(stack, 'Route', { httpApi, routeKey: HttpRouteKey.with('/v1/things/{proxy+}', HttpMethod.ANY), integration: new HttpLambdaIntegration('All', handler) });
  },
  calls: [['Plain', 'GET /'], ['Guarded', 'PATCH /v1/things/a']].flatMap(([api, request = '']) => [
    { api, request, headers: { 'x-api-key': 'let-me-in' }, expected: { status: 200, body: { key: 'let-me-in' } } },
    { api, request, expected: UNAUTHORIZED },
    { api, request, headers: { 'x-api-key': 'guess' }, expected: FORBIDDEN },
  ]),
};

/** @see https://github.com/walterdl/kindleremind server/infrastructure/cdk/lib/stack.ts */
const namedStageBehindAFunction: Sample = {
  name: 'a stage of its own, and an authorizer with a cache for all routes',
  build(stack) {
    const check = inline(stack, 'Check', 'async ({ headers }) => ({ isAuthorized: headers.authorization === "Bearer reader" })');
    const httpApi = new HttpApi(stack, 'Clippings', {
      apiName: 'clippings',
      createDefaultStage: false,
      disableExecuteApiEndpoint: false,
      defaultAuthorizer: new HttpLambdaAuthorizer('Authorizer', check, {
        identitySource: ['$request.header.Authorization'], responseTypes: [HttpLambdaResponseType.SIMPLE], resultsCacheTtl: Duration.minutes(40),
      }),
    });
    new HttpStage(stack, 'Stage', { httpApi, stageName: 'v1', autoDeploy: true });
    const add = (path: string, method: HttpMethod, id: string): void => {
      httpApi.addRoutes({ path, methods: [method], integration: new HttpLambdaIntegration(id, naming(stack, `${id}Function`)) });
    };
    add('/clippings', HttpMethod.POST, 'Save');
    add('/clippings', HttpMethod.GET, 'List');
    add('/status', HttpMethod.GET, 'Status');
  },
  calls: [
    ...[['POST /clippings', 'Save'], ['GET /clippings', 'List'], ['GET /status', 'Status']].map(([request = '', by]) => (
      { request, headers: { authorization: 'Bearer reader' }, expected: { status: 200, body: { by: `${by}Function`, routeKey: request, rawPath: `/v1${request.split(' ')[1]}` } } }
    )),
    { request: 'GET /status', expected: UNAUTHORIZED },
    { request: 'GET /status', headers: { authorization: 'Bearer other' }, expected: FORBIDDEN },
  ],
};

class Fixed extends HttpRouteIntegration {
  public bind(): ReturnType<HttpRouteIntegration['bind']> {
    return { type: HttpIntegrationType.HTTP_PROXY, payloadFormatVersion: PayloadFormatVersion.VERSION_1_0, method: HttpMethod.GET, uri: 'https://www.example.com/' };
  }
}

/** @see https://github.com/aws/aws-cdk packages/@aws-cdk-testing/framework-integ/test/aws-apigatewayv2-authorizers/test/http/integ.iam.ts */
const signedCalls: Sample = {
  name: 'IAM for all routes, and a user that may call two of them',
  backends: ['https://www.example.com'],
  build(stack) {
    const user = new User(stack, 'User');
    new AccessKey(stack, 'Key', { user });
    const api = new HttpApi(stack, 'Api', { defaultAuthorizer: new HttpIamAuthorizer() });
    for (const path of ['/foo', '/books/{book}']) for (const route of api.addRoutes({ path, integration: new Fixed('example') })) route.grantInvoke(user);
    api.addRoutes({ path: '/secret', integration: new Fixed('example') });
  },
  calls: [
    { request: 'GET /foo', expected: FORBIDDEN },
    { request: 'GET /books/1', expected: FORBIDDEN },
    { request: 'GET /foo', as: signedBy('User'), expected: { status: 200, body: { method: 'GET', url: '/', host: 'www.example.com' } } },
    { request: 'POST /books/1', as: signedBy('User'), expected: { status: 200, body: { method: 'GET', url: '/' } } },
    { request: 'GET /secret', as: signedBy('User'), expected: FORBIDDEN },
  ],
};

/** @see https://github.com/aws-amplify/docs src/pages/[platform]/build-a-backend/add-aws-services/rest-api/set-up-http-api/index.mdx */
const signedAndPool: Sample = {
  name: 'IAM by default, a user pool for one route, and a route for OPTIONS beside ANY',
  build(stack) {
    const pool = new UserPool(stack, 'Pool');
    const integration = new HttpLambdaIntegration('Handler', naming(stack, 'Handler'));
    const iam = new HttpIamAuthorizer();
    const api = new HttpApi(stack, 'Api', {
      defaultAuthorizer: iam,
      corsPreflight: { allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE], allowOrigins: ['*'], allowHeaders: ['*'] },
      createDefaultStage: true,
    });
    api.addRoutes({ path: '/items', methods: [HttpMethod.GET, HttpMethod.PUT, HttpMethod.POST, HttpMethod.DELETE], integration, authorizer: iam });
    api.addRoutes({ path: '/items/{proxy+}', methods: [HttpMethod.OPTIONS, HttpMethod.ANY], integration });
    api.addRoutes({ path: '/members', methods: [HttpMethod.GET], integration, authorizer: new HttpUserPoolAuthorizer('Users', pool, { userPoolClients: [pool.addClient('Client')] }) });
    const role = new Role(stack, 'Member', { assumedBy: new AccountRootPrincipal() });
    role.attachInlinePolicy(new Policy(stack, 'MayCall', {
      statements: [new PolicyStatement({ actions: ['execute-api:Invoke'], resources: [api.arnForExecuteApi('GET', '/items', '$default'), api.arnForExecuteApi('*', '/items/*', '$default')] })],
    }));
  },
  calls: [
    { request: 'GET /items', as: signedBy('Member'), expected: { status: 200, body: { routeKey: 'GET /items' } } },
    { request: 'PUT /items', as: signedBy('Member'), expected: FORBIDDEN },
    { request: 'PATCH /items/1/parts', as: signedBy('Member'), expected: { status: 200, body: { routeKey: 'ANY /items/{proxy+}', pathParameters: { proxy: '1/parts' } } } },
    { request: 'GET /items', expected: FORBIDDEN },
    { request: 'OPTIONS /items/1', headers: { 'origin': 'https://a.example', 'access-control-request-method': 'GET' }, expected: { ...FORBIDDEN, headers: { 'access-control-allow-origin': '*' } } },
    { request: 'GET /members', as: bearer('cognito'), expected: { status: 200, body: { routeKey: 'GET /members' } } },
    { request: 'GET /members', expected: UNAUTHORIZED },
  ],
};

/** @see https://github.com/aws/aws-cdk packages/aws-cdk-lib/aws-apigatewayv2-authorizers/README.md */
const scopesByRoute: Sample = {
  name: 'tokens with a scope by default, others or none for single routes',
  build(stack) {
    const defaultAuthorizer = new HttpJwtAuthorizer('Tokens', 'https://login.invalid/', { jwtAudience: ['books'] });
    const api = new HttpApi(stack, 'Books', { defaultAuthorizer, defaultAuthorizationScopes: ['read:books'] });
    const integration = new HttpLambdaIntegration('Books', naming(stack, 'Handler'));
    api.addRoutes({ path: '/books', methods: [HttpMethod.GET], integration });
    api.addRoutes({ path: '/books/{id}', methods: [HttpMethod.GET], integration });
    api.addRoutes({ path: '/books', methods: [HttpMethod.POST], integration, authorizationScopes: ['write:books'] });
    api.addRoutes({ path: '/login', methods: [HttpMethod.POST], integration, authorizer: new HttpNoneAuthorizer() });
  },
  calls: [
    { request: 'GET /books', expected: UNAUTHORIZED },
    { request: 'GET /books', as: bearer('login', { scopes: ['read:books'] }), expected: { status: 200, body: { routeKey: 'GET /books' } } },
    { request: 'GET /books/7', as: bearer('login', { scopes: ['read:books'] }), expected: { status: 200, body: { pathParameters: { id: '7' } } } },
    { request: 'POST /books', as: bearer('login', { scopes: ['read:books'] }), expected: { ...FORBIDDEN, headers: { 'www-authenticate': 'Bearer scope="write:books" error="insufficient_scope" error_description="the token does not have any of the required scopes"' } } },
    { request: 'POST /books', as: bearer('login', { scopes: ['write:books'] }), expected: { status: 200, body: { routeKey: 'POST /books' } } },
    { request: 'POST /login', expected: { status: 200, body: { routeKey: 'POST /login' } } },
  ],
};

export const AUTHORIZER_SAMPLES: readonly Sample[] = [userPools, keyInAHeader, namedStageBehindAFunction, signedCalls, signedAndPool, scopesByRoute];
