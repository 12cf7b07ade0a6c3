import { keyOnly, newApi, propertiesOf, resourcesOf } from '../fixture';
import { RestAuthorization } from 'cdk-apigateway-patterns';

const mocked = { mockResponse: {} };
const reason = 'uptime checks learn nothing';

test.each([
  ['iam', RestAuthorization.iam(), 'AWS_IAM', true],
  ['apiKeyOnly', keyOnly, 'NONE', true],
  ['publicAccess', RestAuthorization.publicAccess(reason), 'NONE', false],
])('%s', (_, authorization, type, key) => {
  const api = newApi({ authorization, routes: { 'GET /a': mocked } });
  expect(propertiesOf(api, 'AWS::ApiGateway::Method')).toEqual([expect.objectContaining({ AuthorizationType: type, ApiKeyRequired: key })]);
});

test('a route has the last word', () => {
  const api = newApi({ routes: { 'GET /a': { ...mocked, authorization: RestAuthorization.iam(), apiKeyRequired: false }, 'GET /b': mocked } });
  expect(propertiesOf(api, 'AWS::ApiGateway::Method').map(({ AuthorizationType, ApiKeyRequired }) => [AuthorizationType, ApiKeyRequired])).toEqual([['AWS_IAM', false], ['NONE', true]]);
});

test('a reason is recorded as the acknowledgement of the rules that it breaks', () => {
  const route = newApi().addRoute('GET /health', { ...mocked, authorization: RestAuthorization.publicAccess(reason) });
  const recorded = JSON.stringify(route.method?.node.defaultChild?.node.metadata);
  expect(recorded).toContain('AwsSolutions-APIG4');
  expect(recorded).toContain('AwsSolutions-COG4');
  expect(recorded).toContain(reason);
});

test.each(['', '  ', undefined as unknown as string])('%j is no reason', (empty) => {
  expect(() => RestAuthorization.publicAccess(empty)).toThrow('publicAccess() got the reason');
  expect(() => RestAuthorization.apiKeyOnly(empty)).toThrow('give a sentence that tells a reviewer');
});

test('a key can\'t be switched off where it is all there is, nor on where everyone may call', () => {
  expect(() => newApi().addRoute('GET /x', { ...mocked, apiKeyRequired: false })).toThrow('use RestAuthorization.publicAccess(reason)');
  expect(() => newApi().addRoute('GET /x', { ...mocked, apiKeyRequired: true, authorization: RestAuthorization.publicAccess(reason) })).toThrow('use RestAuthorization.apiKeyOnly(reason) instead');
});

test('authorization can\'t be left out, not even in JavaScript', () => {
  expect(() => newApi({ authorization: undefined })).toThrow('authorization is missing; give RestAuthorization.iam()');
});

test('one authorization serves several routes and APIs', () => {
  const shared = RestAuthorization.iam();
  for (const api of [newApi({ authorization: shared }), newApi({ authorization: shared })]) expect(Object.keys(resourcesOf(api, 'AWS::ApiGateway::Method'))).toHaveLength(1);
});
