import { newFunction, newStack } from '../../fixture';
import { newHttpApi, partners } from '../http-fixture';
import { HttpAuthorization, HttpBackend, type HttpJwtApiProps, HttpRequestMapping, type HttpRouteOptions } from 'cdk-apigateway-patterns';

// API Gateway leaves what the client sent where an expression yields nothing: a backend that trusts the header would believe anybody.

const withClaims = (...claims: string[]): HttpBackend => HttpBackend.url('https://orders.example.com', {
  requestMapping: claims.reduce((mapping, claim) => mapping.overwriteHeader(`x-${claim}`, `$context.authorizer.claims.${claim}`), new HttpRequestMapping()),
});

const build = (route: HttpRouteOptions, props: Partial<HttpJwtApiProps> = {}): (() => unknown) => () => {
  const stack = newStack();
  return newHttpApi({ handler: newFunction(stack, 'Any'), additionalIssuers: { partners }, ...props, routes: { 'GET /orders': route } }, stack);
};

test.each<[string, HttpRouteOptions]>([
  ['the API\'s issuer', {}],
  ['another issuer', { authorization: HttpAuthorization.jwt({ issuer: partners }) }],
])('claims are mapped where API Gateway verifies a token of %s', (_, route) => {
  expect(build({ ...route, backend: withClaims('sub', 'tenant') })).not.toThrow();
});

test.each<[string, (stack: ReturnType<typeof newStack>) => HttpAuthorization]>([
  ['publicAccess(reason)', () => HttpAuthorization.publicAccess('everybody may read orders')],
  ['iam()', () => HttpAuthorization.iam()],
  ['customFunction(...)', (stack) => HttpAuthorization.customFunction({ handler: newFunction(stack, 'Verdict') })],
])('claims are refused on a route with %s, which has none', (name, authorization) => {
  const stack = newStack();
  const add = () => newHttpApi({}, stack).addRoute('POST /orders', { backend: withClaims('sub'), authorization: authorization(stack) });
  expect(add).toThrow(`route "POST /orders" maps $context.authorizer.claims.sub, but HttpAuthorization.${name} yields no such value, so that backends would get what the client sent instead; `
    + 'give the route a backend whose requestMapping removes that parameter, or another authorization, like HttpAuthorization.jwt()');
});

test('what a function of the app\'s own yields is mapped', () => {
  const stack = newStack();
  const backend = HttpBackend.url('https://orders.example.com', { requestMapping: new HttpRequestMapping().overwriteHeader('x-user', '$context.authorizer.user') });
  expect(() => newHttpApi({}, stack).addRoute('POST /orders', { backend, authorization: HttpAuthorization.customFunction({ handler: newFunction(stack, 'Verdict') }) })).not.toThrow();
});

describe('behind CloudFront', () => {
  const front = { cloudFrontProtection: {} };
  const stack = () => newStack({ env: { region: 'us-east-1', account: '123456789012' } });

  test.each([
    ['$context.authorizer.claims.sub', '$context.authorizer.sub'],
    ['user-${context.authorizer.claims.tenant_id}', '$context.authorizer.tenant_id'],
  ])('%s is elsewhere', (value, fix) => {
    const backend = HttpBackend.url('https://orders.example.com', { requestMapping: new HttpRequestMapping().overwriteHeader('x-user', value) });
    expect(() => newHttpApi({ ...front, routes: { 'GET /orders': { backend } } }, stack())).toThrow(
      `a packaged function verifies tokens with cloudFrontProtection; write ${fix}, and name the claim in loggedClaims`);
  });

  test('nothing is yielded on public routes', () => {
    const backend = HttpBackend.url('https://orders.example.com', { requestMapping: new HttpRequestMapping().overwriteHeader('x-user', '$context.authorizer.sub') });
    expect(() => newHttpApi(front, stack()).addPublicRoute('everybody may', 'GET /all', { backend })).toThrow('maps $context.authorizer.sub, but HttpAuthorization.publicAccess(reason) yields no such value');
  });

  const reading = (name: string) => HttpBackend.url('https://orders.example.com', { requestMapping: new HttpRequestMapping().overwriteHeader('x-user', `$context.authorizer.${name}`) });

  test.each<[string, string[] | undefined, string]>([
    ['tenant', undefined, '"sub", "client_id"'],
    ['client_id', ['sub'], '"sub"'],
    ['cognito', ['cognito:username'], '"cognito_username"'],
    ['sub.name', ['sub'], '"sub"'],
    ['scopes', ['scopes'], ''],
    ['sub', [], ''],
  ])('%s is refused where loggedClaims is %j, because the function does not yield it', (name, loggedClaims, known) => {
    const add = () => newHttpApi({ ...front, ...(loggedClaims && { loggedClaims }), routes: { 'GET /orders': { backend: reading(name) } } }, stack());
    expect(add).toThrow(`route "GET /orders" maps $context.authorizer.${name}, but with cloudFrontProtection a packaged function yields only what loggedClaims names, and "viewerAddress"`);
    if (known) expect(add).toThrow(`here ${known}`);
  });

  test.each([
    ['tenant', ['tenant']],
    ['cognito_username', ['sub', 'cognito:username']],
    ['client_id', undefined],
  ])('%s is mapped where loggedClaims is %j', (name, loggedClaims) => {
    expect(() => newHttpApi({ ...front, ...(loggedClaims && { loggedClaims }), routes: { 'GET /orders': { backend: reading(name) } } }, stack())).not.toThrow();
  });

  test('what the packaged function yields is mapped, the address on public routes too', () => {
    const api = newHttpApi({ ...front, routes: { 'GET /orders': { backend: reading('sub') } } }, stack());
    expect(() => api.addPublicRoute('everybody may', 'GET /all', { backend: reading('viewerAddress') })).not.toThrow();
  });
});
