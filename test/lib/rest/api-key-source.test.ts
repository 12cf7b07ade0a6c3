import { App } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { keyOnly, newApi, newFunction, newStack, propertiesOf, templateOf } from '../fixture';
import { JwtIssuer, RestAuthorization } from 'cdk-apigateway-patterns';

const apiKeySource = apigateway.ApiKeySourceType.AUTHORIZER;
const issuers = [JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: ['orders'] })];
const byClient = RestAuthorization.jwt({ issuers, customerClaim: 'client_id' });
const acme = 'acme-warehouse-7f3a91c2';
const mocked = { mockResponse: {} };

test('a customer\'s plan follows from the token', () => {
  const stack = newStack();
  const api = newApi({ authorization: byClient, apiKeySource }, stack);
  const customer = api.addCustomer('Acme', { plan: 'basic', claimValue: acme });
  expect(propertiesOf(stack, 'AWS::ApiGateway::RestApi')).toEqual([expect.objectContaining({ ApiKeySourceType: 'AUTHORIZER' })]);
  expect(propertiesOf(stack, 'AWS::ApiGateway::ApiKey')).toEqual([expect.objectContaining({ Value: acme, Enabled: true })]);
  expect(propertiesOf(stack, 'AWS::ApiGateway::UsagePlanKey')).toEqual([expect.objectContaining({ KeyId: stack.resolve(customer.apiKeyId) as unknown })]);
  expect(propertiesOf(stack, 'AWS::ApiGateway::Method')).toEqual([expect.objectContaining({ ApiKeyRequired: true })]);
  templateOf(stack).resourceCountIs('AWS::SecretsManager::Secret', 0);
  const [configuration] = propertiesOf(stack, 'AWS::Lambda::Function').filter(({ Handler }) => Handler === 'index.restHandler').map(({ Environment }) => JSON.stringify(Environment));
  expect(configuration).toContain('\\"usageIdentifier\\":{\\"claim\\":\\"client_id\\"}');
});

test('the client of a user pool, whose id only CloudFormation knows, may be a customer', () => {
  const stack = newStack();
  const userPool = new cognito.UserPool(stack, 'Users');
  const client = userPool.addClient('Acme');
  const authorization = RestAuthorization.jwt({ issuers: [JwtIssuer.cognito({ userPool, clients: [client] })], customerClaim: 'client_id' });
  newApi({ authorization, apiKeySource }, stack).addCustomer('Acme', { plan: 'basic', claimValue: client.userPoolClientId });
  expect(propertiesOf(stack, 'AWS::ApiGateway::ApiKey')).toEqual([expect.objectContaining({ Value: stack.resolve(client.userPoolClientId) as unknown })]);
});

test('such a customer has no secret', () => {
  const customer = newApi({ authorization: byClient, apiKeySource }).addCustomer('Acme', { plan: 'basic', claimValue: acme });
  expect(() => customer.secret).toThrow('customer "Acme" has no secret: the claimValue of their tokens');
});

test('where keys come from a header, a value that everyone knows is no key, and a claim decides nothing', () => {
  expect(() => newApi().addCustomer('Acme', { plan: 'basic', claimValue: acme })).toThrow('anyone who knows the value could send it');
  expect(() => newApi({ authorization: byClient })).toThrow('but the API takes API keys from a header; give the API apiKeySource: ApiKeySourceType.AUTHORIZER');
});

test.each(['acme', 'acme warehouse 7f3a91c2', 'x'.repeat(129)])('the claim value %j is no key that API Gateway takes', (claimValue) => {
  expect(() => newApi({ authorization: byClient, apiKeySource }).addCustomer('Acme', { plan: 'basic', claimValue })).toThrow('20 to 128 printable characters');
});

test('a generated key, which no token names, is refused', () => {
  const stack = newStack();
  newApi({ authorization: byClient, apiKeySource }, stack).addCustomer('Acme', { plan: 'basic' });
  expect(() => App.of(stack)?.synth()).toThrow('customer "Acme" has a generated key, which no token names; give addCustomer() the claimValue');
});

test('a custom authorizer may know generated keys', () => {
  const stack = newStack();
  newApi({ authorization: RestAuthorization.customToken({ handler: newFunction(stack) }), apiKeySource }, stack).addCustomer('Acme', { plan: 'basic' });
  expect(() => App.of(stack)?.synth()).not.toThrow();
  expect(propertiesOf(stack, 'AWS::ApiGateway::Method')).toEqual([expect.objectContaining({ ApiKeyRequired: true })]);
});

test('routes whose authorization names no key need none, and can\'t', () => {
  const stack = newStack();
  const api = newApi({ authorization: byClient, apiKeySource, routes: { 'GET /a': { ...mocked, authorization: RestAuthorization.iam() } } }, stack);
  expect(propertiesOf(stack, 'AWS::ApiGateway::Method')).toEqual([expect.objectContaining({ ApiKeyRequired: false })]);
  expect(() => api.addRoute('GET /b', { ...mocked, authorization: RestAuthorization.iam(), apiKeyRequired: true })).toThrow('RestAuthorization.iam() names none, so that every call would be refused');
  expect(() => api.addRoute('GET /c', { ...mocked, authorization: keyOnly })).toThrow('use RestAuthorization.jwt() with a customerClaim, or a custom authorizer');
  expect(() => api.addRoute('GET /d', { ...mocked, authorization: RestAuthorization.jwt({ issuers, authorizerName: 'Plain' }), apiKeyRequired: true })).toThrow('give it a customerClaim');
});
