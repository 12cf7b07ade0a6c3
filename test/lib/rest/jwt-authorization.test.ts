import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Aws, Duration, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { keyOnly, newApi, newStack, propertiesOf, resourcesOf, templateOf } from '../fixture';
import { CognitoTokenUse, JwtIssuer, RestAuthorization, type RestJwtOptions, type RestRouteOptions } from 'cdk-apigateway-patterns';

const issuer = JwtIssuer.auth0({ domain: 'example.eu.auth0.com', audience: ['https://api.example.com'] });
const partner = JwtIssuer.oidc({ issuerUrl: 'https://login.partner.example', audience: ['orders'], clientIds: ['warehouse'], scopeClaims: ['roles'] });
const jwt = (options: Partial<RestJwtOptions> = {}) => RestAuthorization.jwt({ issuers: [issuer], ...options });
const mocked = { mockResponse: {} };
const isPackaged = ({ Handler }: Record<string, unknown>) => Handler === 'index.restHandler';
const functionsOf = (stack: Stack) => propertiesOf(stack, 'AWS::Lambda::Function').filter(isPackaged);

function configurationsOf(stack: Stack): Record<string, unknown>[] {
  return functionsOf(stack).map(({ Environment }) => {
    const { Variables } = Environment as { Variables: { AUTHORIZER_CONFIG: string } };
    return JSON.parse(Variables.AUTHORIZER_CONFIG) as Record<string, unknown>;
  });
}

function apiWith(authorization: RestAuthorization, routes: Record<string, RestRouteOptions>): Stack {
  const stack = newStack();
  newApi({ authorization, routes: Object.fromEntries(Object.entries(routes).map(([key, options]) => [key, { ...mocked, ...options }])) }, stack);
  return stack;
}

test('one packaged REQUEST authorizer for all routes, asked once a token', () => {
  const stack = apiWith(jwt(), { 'GET /a': {}, 'POST /a': {} });
  expect(propertiesOf(stack, 'AWS::ApiGateway::Authorizer')).toEqual([{
    Name: 'Jwt', Type: 'REQUEST', IdentitySource: 'method.request.header.Authorization', AuthorizerResultTtlInSeconds: 300, AuthorizerUri: expect.anything(), RestApiId: expect.anything(),
  }]);
  const [id] = Object.keys(resourcesOf(stack, 'AWS::ApiGateway::Authorizer'));
  for (const method of propertiesOf(stack, 'AWS::ApiGateway::Method')) {
    expect(method).toMatchObject({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: id } });
    expect(method.AuthorizationScopes).toBeUndefined();
  }
  expect(configurationsOf(stack)).toEqual([{ issuers: [{ issuer: 'https://example.eu.auth0.com/', audience: ['https://api.example.com'] }] }]);
});

test('the function may write its log and traces, and nothing else', () => {
  const stack = apiWith(jwt(), { 'GET /a': {} });
  expect(functionsOf(stack)).toEqual([expect.objectContaining({ Architectures: ['arm64'], MemorySize: 256, Timeout: 10, TracingConfig: { Mode: 'Active' }, LoggingConfig: { LogGroup: expect.anything() } })]);
  const statements = Object.entries(resourcesOf(stack, 'AWS::IAM::ManagedPolicy')).filter(([id]) => id.includes('Authorizers'))
    .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: { Action: string[] }[] }).Statement.flatMap(({ Action }) => Action));
  expect(statements).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents', 'xray:PutTraceSegments', 'xray:PutTelemetryRecords']);
  templateOf(stack).resourceCountIs('AWS::IAM::Policy', 0);
  templateOf(stack).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
});

test('only this API\'s authorizers may invoke it', () => {
  const stack = apiWith(jwt(), { 'GET /a': {} });
  expect(propertiesOf(stack, 'AWS::Lambda::Permission')).toHaveLength(1);
  expect(JSON.stringify(propertiesOf(stack, 'AWS::Lambda::Permission')[0]?.SourceArn)).toMatch(/"Ref":"Api\w+"\},"\/authorizers\/\*"/);
});

test('where all routes want the same scopes, there is nothing to tell apart', () => {
  expect(configurationsOf(apiWith(jwt({ scopes: ['b', 'a'] }), { 'GET /a': {}, 'GET /b': { scopes: ['a', 'b'] } }))).toEqual([expect.objectContaining({ requiredScopes: ['a', 'b'] })]);
});

test('where they differ, the authorizer knows every route that it guards, and no other', () => {
  const stack = apiWith(jwt({ scopes: ['read'] }), {
    'GET /orders': {}, 'POST /orders': { scopes: ['write'] }, 'GET /me': { scopes: [] }, 'GET /open': { authorization: RestAuthorization.publicAccess('everyone may') },
  });
  const [configuration] = configurationsOf(stack);
  expect(configuration).toMatchObject({ routes: { 'GET /orders': ['read'], 'POST /orders': ['write'], 'GET /me': [] } });
  expect(Object.keys(configuration?.routes as object)).toHaveLength(3);
  expect(configuration).not.toHaveProperty('policy');
});

test('where no single policy is right for all routes, verdicts are kept for each', () => {
  const stack = apiWith(jwt(), { 'GET /{area}/list': { scopes: ['a'] }, 'GET /files/{path+}': { scopes: ['b'] }, 'GET /files/today/list': { scopes: ['a'] } });
  expect(configurationsOf(stack)).toEqual([expect.objectContaining({ policy: 'route' })]);
  expect(propertiesOf(stack, 'AWS::ApiGateway::Authorizer')).toEqual([expect.objectContaining({ IdentitySource: 'method.request.header.Authorization,context.httpMethod,context.resourcePath' })]);
});

test('options reach the authorizer in its own words', () => {
  const stack = apiWith(RestAuthorization.jwt({
    issuers: [issuer, partner], clockTolerance: Duration.minutes(1), contextClaims: ['sub', 'email'], keyRefresh: Duration.hours(2), cacheTtl: Duration.seconds(0),
  }), { 'GET /a': {} });
  expect(configurationsOf(stack)).toEqual([{
    issuers: [expect.anything(), { issuer: 'https://login.partner.example', audience: ['orders'], clientIds: ['warehouse'], scopeClaims: ['roles'] }],
    clockToleranceSeconds: 60,
    contextClaims: ['sub', 'email'],
    keys: { refreshSeconds: 7200, staleSeconds: 7200 },
  }]);
  expect(propertiesOf(stack, 'AWS::ApiGateway::Authorizer')).toEqual([expect.objectContaining({ AuthorizerResultTtlInSeconds: 0 })]);
});

test.each([[undefined, undefined], [CognitoTokenUse.ID, 'id'], [CognitoTokenUse.ANY, null]])('tokens of a user pool may be for %s', (tokenUse, expected) => {
  const stack = newStack();
  const userPool = cognito.UserPool.fromUserPoolId(stack, 'Users', 'eu-central-1_a1B2c3D4e');
  const clients = [cognito.UserPoolClient.fromUserPoolClientId(stack, 'Client', '4h1abc')];
  newApi({ authorization: RestAuthorization.jwt({ issuers: [JwtIssuer.cognito({ userPool, clients, tokenUse })] }) }, stack);
  expect(configurationsOf(stack)).toEqual([{
    issuers: [{
      issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_a1B2c3D4e', kind: 'cognito', clientIds: ['4h1abc'], ...(expected !== undefined && { tokenUse: expected }),
    }],
  }]);
});

test('a pool of another stack: only the API\'s stack refers to it', () => {
  const app = new App();
  const [users, shop] = [new Stack(app, 'Users'), new Stack(app, 'Shop')];
  const userPool = new cognito.UserPool(users, 'Users');
  newApi({ authorization: RestAuthorization.jwt({ issuers: [JwtIssuer.cognito({ userPool, clients: [userPool.addClient('App')] })] }) }, shop);
  app.synth();
  expect([shop.dependencies, users.dependencies]).toEqual([[users], []]);
  expect(JSON.stringify(functionsOf(shop)[0]?.Environment)).toContain('Fn::ImportValue');
});

test('authorizations that differ in scopes only share authorizer and function', () => {
  const stack = apiWith(jwt(), { 'GET /a': {}, 'POST /a': { authorization: jwt({ scopes: ['write'] }) } });
  expect(functionsOf(stack)).toHaveLength(1);
  expect(configurationsOf(stack)[0]).toMatchObject({ routes: { 'GET /a': [], 'POST /a': ['write'] } });
});

test('others need a name of their own', () => {
  const routes = (options: Partial<RestJwtOptions>) => ({ 'GET /a': {}, 'GET /b': { authorization: jwt({ issuers: [partner], ...options }) } });
  expect(() => apiWith(jwt(), routes({}))).toThrow('can\'t make the authorizer "Jwt", because RestAuthorization.jwt() made one of that name with other options; give one of the two an authorizerName');
  const stack = apiWith(jwt(), routes({ authorizerName: 'Partners' }));
  expect(propertiesOf(stack, 'AWS::ApiGateway::Authorizer').map(({ Name }) => Name).sort()).toEqual(['Jwt', 'Partners']);
  expect(configurationsOf(stack).map(({ issuers }) => (issuers as object[]).length)).toEqual([1, 1]);
});

test('one authorization serves two APIs, each with its own authorizer', () => {
  const stack = newStack();
  const authorization = jwt();
  newApi({ authorization }, stack);
  newApi({ authorization }, new Stack(stack, 'Other'));
  expect(functionsOf(stack)).toHaveLength(1);
});

test('preflights are never authorized', () => {
  const stack = newStack();
  newApi({ authorization: jwt({ scopes: ['read'] }), cors: { allowOrigins: ['https://shop.example.com'] } }, stack);
  const preflight = propertiesOf(stack, 'AWS::ApiGateway::Method').find(({ HttpMethod }) => HttpMethod === 'OPTIONS');
  expect(preflight).toMatchObject({ AuthorizationType: 'NONE', ApiKeyRequired: false });
  expect(preflight).not.toHaveProperty('AuthorizerId');
});

test('a change of the authorizer is deployed, one of the function\'s configuration needs no deployment', () => {
  const deploymentOf = (options: Partial<RestJwtOptions>) => Object.keys(resourcesOf(apiWith(jwt(options), { 'GET /a': {} }), 'AWS::ApiGateway::Deployment'))[0];
  expect(deploymentOf({ cacheTtl: Duration.minutes(1) })).not.toBe(deploymentOf({}));
  expect(deploymentOf({ scopes: ['read'] })).toBe(deploymentOf({}));
});

describe('a table of routes that no function\'s environment holds', () => {
  const keys = Array.from({ length: 120 }, (_, index) => `GET /things-of-the-kind-${index}`);
  const routes = Object.fromEntries(keys.map((key, index) => [key, { scopes: [`things/${index}`] }]));

  test('is a file beside the code', () => {
    const stack = apiWith(jwt(), routes);
    const assembly = (stack.node.root as App).synth();
    const template = assembly.getStackByName('Shop').template as { Resources: Record<string, { Properties: { Handler?: string; Code: { S3Key: string } }; Metadata: Record<string, string> }> };
    const authorizer = Object.values(template.Resources).find(({ Properties }) => Properties.Handler === 'index.restHandler');
    const folder = path.join(assembly.directory, `asset.${authorizer?.Properties.Code.S3Key.replace(/\.zip$/, '')}`);
    expect(readdirSync(folder).sort()).toEqual(['index.mjs', 'routes.json']);
    expect(JSON.parse(readFileSync(path.join(folder, 'routes.json'), 'utf8'))).toEqual(Object.fromEntries(keys.map((key, index) => [key, [`things/${index}`]])));
    expect(configurationsOf(stack)).toEqual([expect.objectContaining({ routes: 'routes.json', policy: 'route' })]);
  });

  test('can\'t have scopes that only CloudFormation knows', () => {
    const stack = apiWith(jwt({ scopes: [`${Aws.STACK_NAME}/read`] }), { ...routes, 'GET /': {} });
    expect(() => App.of(stack)?.synth()).toThrow('121 routes with their scopes have to go into a file');
  });
});

test('issuers that no function\'s environment holds are refused', () => {
  const issuers = Array.from({ length: 60 }, (_, index) => JwtIssuer.oidc({ issuerUrl: `https://login-${index}.example.com/realms/customers`, audience: ['https://api.example.com'] }));
  expect(() => App.of(apiWith(jwt({ issuers }), { 'GET /a': {} }))?.synth()).toThrow(/issuers of RestAuthorization.jwt\(\) have \d+ bytes/);
});

test.each<[string, Partial<RestJwtOptions>, string]>([
  ['no issuer', { issuers: [] }, 'give at least one JwtIssuer'],
  ['an issuer twice', { issuers: [issuer, issuer] }, 'twice; give one JwtIssuer with all audiences'],
  ['scopes in one string', { scopes: ['orders/read orders/write'] }, 'like ["orders/read","orders/write"]'],
  ['an empty scope', { scopes: [''] }, 'expected printable characters'],
  ['a long cache', { cacheTtl: Duration.hours(2) }, 'cacheTtl of RestAuthorization.jwt() is 7200 seconds; expected whole seconds from 0 to 3600'],
  ['a wide tolerance', { clockTolerance: Duration.hours(1) }, 'clockTolerance of RestAuthorization.jwt() is 3600 seconds; expected whole seconds from 0 to 300'],
  ['a grace below the refresh', { keyGrace: Duration.minutes(1) }, 'keyGrace of RestAuthorization.jwt() is 60 seconds; expected whole seconds from 300'],
  ['an empty claim', { contextClaims: [''] }, 'give names of claims'],
])('%s is refused', (_, options, message) => expect(() => jwt(options)).toThrow(message));

test('an authorizer\'s name that ids can\'t derive from is refused', () => {
  expect(() => newApi({ authorization: jwt({ authorizerName: 'my authorizer' }) })).toThrow('authorizerName of RestAuthorization.jwt() is "my authorizer"');
});

test.each([['iam()', RestAuthorization.iam()], ['apiKeyOnly(reason)', keyOnly], ['publicAccess(reason)', RestAuthorization.publicAccess('open')]])('scopes mean nothing with %s', (name, authorization) => {
  expect(() => newApi().addRoute('GET /x', { ...mocked, authorization, scopes: ['read'] })).toThrow(`route "GET /x" has scopes, but nobody would look at them with RestAuthorization.${name}`);
});
