import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { newApi, newStack, templateOf } from '../fixture';
import { JwtIssuer } from 'cdk-apigateway-patterns';

const audience = ['https://api.example.com'];
const tenantId = '11111111-2222-3333-4444-555555555555';
const oidc = (issuerUrl: string) => JwtIssuer.oidc({ issuerUrl, audience });

test.each([
  ['Auth0 ends in a slash', JwtIssuer.auth0({ domain: 'example.eu.auth0.com', audience }), 'https://example.eu.auth0.com/'],
  ['Okta has a default authorization server', JwtIssuer.okta({ domain: 'example.okta.com', audience }), 'https://example.okta.com/oauth2/default'],
  ['Okta has others', JwtIssuer.okta({ domain: 'login.example.com', authorizationServerId: 'aus1a2b3c', audience }), 'https://login.example.com/oauth2/aus1a2b3c'],
  ['Entra ID is of version 2', JwtIssuer.entraId({ tenantId, audience: ['6e74172b-be56-4843-9ff4-e66a39bb12e3'] }), `https://login.microsoftonline.com/${tenantId}/v2.0`],
  ['OIDC is as it is given', oidc('https://login.example.com/realms/shop'), 'https://login.example.com/realms/shop'],
  ['and with a slash', oidc('https://login.example.com/'), 'https://login.example.com/'],
])('%s', (_, issuer, url) => {
  expect(issuer.issuerUrl).toBe(url);
  expect(issuer.audience).toHaveLength(1);
});

test.each([
  ['http', 'http://login.example.com', 'use "https://login.example.com"'],
  ['no URL', 'login.example.com', 'expected the URL that tokens have in "iss"'],
  ['nothing', '', 'expected the URL'],
  ['spaces', 'https://login.example.com ', 'expected the URL'],
  ['a query', 'https://login.example.com?tenant=1', 'no query string'],
  ['a fragment', 'https://login.example.com/#', 'no query string or fragment'],
  ['a password', 'https://user:secret@login.example.com', 'no user name'],
  ['the discovery document', 'https://login.example.com/.well-known/openid-configuration', 'most likely "https://login.example.com"'],
  ['Auth0 without its slash', 'https://example.auth0.com', 'use JwtIssuer.auth0({ domain: "example.auth0.com"'],
  ['a user pool', 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc', 'use JwtIssuer.cognito('],
  ['all tenants', 'https://login.microsoftonline.com/common/v2.0', 'use JwtIssuer.entraId('],
  ['Okta\'s own server', 'https://example.okta.com', 'use JwtIssuer.okta('],
])('an issuer URL with %s is refused', (_, url, fix) => {
  expect(() => oidc(url)).toThrow(fix);
  expect(() => oidc(url)).toThrow(JSON.stringify(url));
});

test.each([
  ['a scheme', () => JwtIssuer.auth0({ domain: 'https://example.auth0.com', audience }), 'without scheme and path'],
  ['upper case', () => JwtIssuer.auth0({ domain: 'Example.auth0.com', audience }), 'lower case'],
  ['Okta\'s console', () => JwtIssuer.okta({ domain: 'example-admin.okta.com', audience }), 'use "example.okta.com"'],
  ['a path as server', () => JwtIssuer.okta({ domain: 'example.okta.com', authorizationServerId: 'oauth2/default', audience }), 'expected letters and digits'],
  ['"common" as tenant', () => JwtIssuer.entraId({ tenantId: 'common', audience }), 'the id of one tenant'],
  ['the audience of version 1', () => JwtIssuer.entraId({ tenantId, audience: ['api://orders'] }), 'client id of the API\'s registration'],
  ['keys by http', () => JwtIssuer.oidc({ issuerUrl: 'https://a.example.com', audience, jwksUri: 'http://a.example.com/keys' }), 'expected an https URL'],
  ['empty clients', () => JwtIssuer.oidc({ issuerUrl: 'https://a.example.com', audience, clientIds: [] }), 'leave it out for any client'],
])('%s is refused', (_, make, message) => expect(make).toThrow(message));

test.each([[[]], [undefined as unknown as string[]], [['']], [[' x']], [['*']]])('audience %j would let in nobody, or not whom it looks like', (wrong) => {
  expect(() => JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: wrong })).toThrow('give what the issuer writes into "aud"');
});

test('values that only CloudFormation knows are taken', () => {
  const stack = newStack();
  const imported = (name: string) => stack.resolve(oidc(`https://${stack.stackId}/${name}`).issuerUrl) as unknown;
  expect(imported('x')).toEqual({ 'Fn::Join': ['', ['https://', { Ref: 'AWS::StackId' }, '/x']] });
});

describe('a user pool', () => {
  const issuerOf = (pool: cognito.IUserPool) => JwtIssuer.cognito({ userPool: pool, clients: [cognito.UserPoolClient.fromUserPoolClientId(Stack.of(pool), 'Client', '4h1abc')] });

  test.each([
    ['imported by id', (stack: Stack) => cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-central-1_a1B2c3D4e')],
    ['imported by ARN', (stack: Stack) => cognito.UserPool.fromUserPoolArn(stack, 'Pool', 'arn:aws:cognito-idp:eu-central-1:111111111111:userpool/eu-central-1_a1B2c3D4e')],
  ])('%s has its own region, not the stack\'s', (_, pool) => {
    const issuer = issuerOf(pool(newStack({ env: { region: 'us-east-1', account: '111111111111' } })));
    expect([issuer.issuerUrl, issuer.audience]).toEqual(['https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_a1B2c3D4e', ['4h1abc']]);
  });

  test('of the same stack has the region that CloudFormation gives its id', () => {
    const stack = newStack();
    const pool = new cognito.UserPool(stack, 'Pool');
    const Ref = Object.keys(templateOf(stack).findResources('AWS::Cognito::UserPool'))[0];
    expect(stack.resolve(issuerOf(pool).issuerUrl)).toEqual({
      'Fn::Join': ['', ['https://cognito-idp.', { 'Fn::Select': [0, { 'Fn::Split': ['_', { Ref }] }] }, '.', { Ref: 'AWS::URLSuffix' }, '/', { Ref }]],
    });
  });

  test('of another stack and region is referred to', () => {
    const app = new App();
    const [users, shop] = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { region, account: '111111111111' }, crossRegionReferences: true })) as [Stack, Stack];
    const { issuerUrl } = issuerOf(new cognito.UserPool(users, 'Pool'));
    newApi({ stageVariables: { issuerUrl } }, shop);
    expect(() => app.synth()).not.toThrow();
    expect(JSON.stringify(templateOf(shop).toJSON())).toContain('Fn::Split');
  });

  test.each([['malformed'], ['us-east-1']])('with the id %j is refused', (id) => {
    expect(() => issuerOf(cognito.UserPool.fromUserPoolId(newStack(), 'Pool', id))).toThrow('expected region and id');
  });

  test('without clients would let in every client', () => {
    expect(() => JwtIssuer.cognito({ userPool: new cognito.UserPool(newStack(), 'Pool'), clients: [] })).toThrow('give the app clients');
  });
});
