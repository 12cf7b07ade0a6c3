import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { newStack, propertiesOf } from '../fixture';
import { authorizersOf, newHttpApi, partners, routesOf, users } from './http-fixture';
import { CognitoTokenUse, HttpAuthorization, JwtIssuer, type OidcIssuerOptions } from 'cdk-apigateway-patterns';

const issuerWith = (options: Partial<OidcIssuerOptions> = {}) => JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: ['orders'], ...options });
const ignoredOf = (construct: Construct) => Annotations.fromStack(Stack.of(construct))
  .findWarning('*', Match.stringLikeRegexp('issuer-options-ignored')).map(({ entry }) => String(entry.data));
const audiences = (count: number) => Array.from({ length: count }, (_, index) => `aud-${index}`);

test('routes take tokens of the issuer, verified by API Gateway itself', () => {
  const api = newHttpApi();
  expect(authorizersOf(api)).toEqual({
    Jwt: {
      Name: 'Jwt',
      ApiId: expect.anything(),
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://example.eu.auth0.com/', Audience: ['https://api.example.com'] },
    },
  });
  expect(routesOf(api)['GET /orders']).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId: { Ref: expect.stringMatching(/^ApiAuthorizersJwt/) } });
  expect(routesOf(api)['GET /orders']).not.toHaveProperty('AuthorizationScopes');
});

test('further issuers have an authorizer of their name, made when a route wants it', () => {
  const api = newHttpApi({ additionalIssuers: { partners, never: issuerWith() } });
  api.addRoute('POST /deliveries', { authorization: HttpAuthorization.jwt({ issuer: partners, scopes: ['deliver'] }) });
  api.addRoute('GET /deliveries', { authorization: HttpAuthorization.jwt({ issuer: JwtIssuer.oidc({ issuerUrl: 'https://partners.example.com', audience: ['orders'] }) }) });
  expect(Object.keys(authorizersOf(api)).sort()).toEqual(['Jwt', 'partners']);
  const { 'POST /deliveries': post, 'GET /deliveries': get } = routesOf(api);
  expect(post).toMatchObject({ AuthorizerId: { Ref: expect.stringMatching(/^ApiAuthorizerspartners/) }, AuthorizationScopes: ['deliver'] });
  expect(get?.AuthorizerId).toEqual(post?.AuthorizerId);
});

test('scopes: those of the route, else of the authorization, else of the API', () => {
  const api = newHttpApi({
    defaultScopes: ['orders/read'],
    additionalIssuers: { partners },
    routes: {
      'GET /a': {},
      'GET /b': { scopes: ['orders/write', 'admin'] },
      'GET /c': { scopes: [] },
      'GET /d': { authorization: HttpAuthorization.jwt({ issuer: users, scopes: ['admin'] }) },
      'GET /e': { authorization: HttpAuthorization.jwt({ issuer: partners }) },
      'GET /f': { authorization: HttpAuthorization.publicAccess('a page that everyone sees') },
      'GET /g': { authorization: HttpAuthorization.jwt({ issuer: partners, scopes: [] }) },
    },
  });
  expect(Object.fromEntries(Object.entries(routesOf(api)).map(([key, { AuthorizationScopes }]) => [key.slice(-1), AuthorizationScopes]))).toEqual({
    a: ['orders/read'], b: ['orders/write', 'admin'], c: undefined, d: ['admin'], e: ['orders/read'], f: undefined, g: undefined,
  });
});

test('one authorization serves two APIs, each with authorizers of its own', () => {
  const stack = newStack();
  const authorization = HttpAuthorization.jwt({ issuer: users });
  for (const id of ['One', 'Two']) newHttpApi({ routes: { 'GET /a': { authorization } } }, stack, id);
  const owners = propertiesOf(stack, 'AWS::ApiGatewayV2::Route').map(({ ApiId, AuthorizerId }) => [ApiId, AuthorizerId].map((each) => (each as { Ref: string }).Ref.slice(0, 3)));
  expect(owners).toEqual([['One', 'One'], ['Two', 'Two']]);
});

test('a user pool of another region, whose clients are the audience', () => {
  const stack = newStack({ env: { region: 'us-east-1', account: '111111111111' } });
  const userPool = cognito.UserPool.fromUserPoolArn(stack, 'Users', 'arn:aws:cognito-idp:eu-central-1:111111111111:userpool/eu-central-1_a1B2c3D4e');
  const clients = [cognito.UserPoolClient.fromUserPoolClientId(stack, 'Web', 'web'), cognito.UserPoolClient.fromUserPoolClientId(stack, 'App', 'app')];
  expect(authorizersOf(newHttpApi({ issuer: JwtIssuer.cognito({ userPool, clients }) }, stack)).Jwt?.JwtConfiguration).toEqual({
    Issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_a1B2c3D4e', Audience: ['web', 'app'],
  });
});

test('an issuer that the API does not have is refused, because ids derive from names', () => {
  const api = newHttpApi();
  expect(() => api.addRoute('GET /a', { authorization: HttpAuthorization.jwt({ issuer: partners }) }))
    .toThrow('got the issuer "https://partners.example.com", which is none of the API\'s with this audience; add it with a name, like additionalIssuers: { partners: issuer }. The API has "https://example.eu.auth0.com/"');
  expect(() => HttpAuthorization.jwt({} as never)).toThrow('issuer of HttpAuthorization.jwt() is missing; give a JwtIssuer that the API has');
});

test('50 audiences are the most of an authorizer, 10 authorizers the most of an API', () => {
  expect(() => newHttpApi({ issuer: issuerWith({ audience: audiences(50) }) })).not.toThrow();
  expect(() => newHttpApi({ issuer: issuerWith({ audience: audiences(51) }) })).toThrow('issuer has 51 audiences, but an authorizer takes no more than 50; divide them among additionalIssuers');
  expect(() => newHttpApi({ additionalIssuers: { partners: issuerWith({ audience: audiences(51) }) } })).toThrow('additionalIssuers["partners"] has 51 audiences');
  const additionalIssuers = Object.fromEntries(audiences(10).map((name) => [name, issuerWith({ audience: [name] })]));
  const routes = { 'GET /': {}, ...Object.fromEntries(Object.entries(additionalIssuers).map(([name, issuer]) => [`GET /${name}`, { authorization: HttpAuthorization.jwt({ issuer }) }])) };
  expect(() => newHttpApi({ additionalIssuers, routes })).toThrow('the API has 10 already, which is the quota; share authorizers among routes');
  expect(() => newHttpApi({ additionalIssuers, routes, quotas: { authorizers: 11 } })).not.toThrow();
});

test('an issuer can\'t have the name of the API\'s own', () => {
  expect(() => newHttpApi({ additionalIssuers: { Jwt: partners } })).toThrow('additionalIssuers has the name "Jwt", which the authorizer of issuer has');
});

test.each([
  ['nothing', issuerWith(), []],
  ['clients', issuerWith({ clientIds: ['web'] }), ['has clientIds, which']],
  ['claims and keys', issuerWith({ scopeClaims: ['permissions'], jwksUri: 'https://login.example.com/keys' }), ['has scopeClaims and jwksUri, which']],
])('%s that API Gateway does not look at is named', (_, issuer, named) => {
  expect(ignoredOf(newHttpApi({ issuer }))).toEqual(named.map((text) => expect.stringContaining(text)));
});

test('clients of a user pool are looked at, the use of its tokens is not', () => {
  const stack = newStack();
  const userPool = cognito.UserPool.fromUserPoolId(stack, 'Users', 'us-east-1_a1B2c3D4e');
  const clients = [cognito.UserPoolClient.fromUserPoolClientId(stack, 'Web', 'web')];
  newHttpApi({ issuer: JwtIssuer.cognito({ userPool, clients }) }, stack, 'Any');
  expect(ignoredOf(stack)).toEqual([]);
  newHttpApi({ issuer: JwtIssuer.cognito({ userPool, clients, tokenUse: CognitoTokenUse.ACCESS }) }, stack, 'Strict');
  expect(ignoredOf(stack)).toEqual([expect.stringContaining('has tokenUse, which')]);
});
