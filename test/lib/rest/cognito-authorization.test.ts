import * as cognito from 'aws-cdk-lib/aws-cognito';
import { newApi, newStack, propertiesOf, resourcesOf } from '../fixture';
import { RestAuthorization } from 'cdk-apigateway-patterns';

const mocked = { mockResponse: {} };
const foreign = 'arn:aws:cognito-idp:eu-central-1:111111111111:userpool/eu-central-1_a1B2c3D4e';
const importedIn = (stack = newStack()) => cognito.UserPool.fromUserPoolArn(stack, 'Users', foreign);

test('API Gateway verifies tokens itself: ID tokens, or access tokens where a route wants scopes', () => {
  const stack = newStack();
  const authorization = RestAuthorization.cognito({ userPools: [new cognito.UserPool(stack, 'Users')] });
  newApi({ authorization, routes: { 'GET /me': mocked, 'POST /orders': { ...mocked, scopes: ['orders/write'] } } }, stack);
  const [[id, authorizer] = [], ...others] = Object.entries(resourcesOf(stack, 'AWS::ApiGateway::Authorizer'));
  expect(others).toEqual([]);
  const [pool] = Object.keys(resourcesOf(stack, 'AWS::Cognito::UserPool'));
  expect(authorizer?.Properties).toMatchObject({
    Name: 'Cognito', Type: 'COGNITO_USER_POOLS', IdentitySource: 'method.request.header.Authorization', AuthorizerResultTtlInSeconds: 300, ProviderARNs: [{ 'Fn::GetAtt': [pool, 'Arn'] }],
  });
  expect(propertiesOf(stack, 'AWS::ApiGateway::Method').map(({ AuthorizationType, AuthorizerId, AuthorizationScopes }) => [AuthorizationType, AuthorizerId, AuthorizationScopes])).toEqual([
    ['COGNITO_USER_POOLS', { Ref: id }, undefined], ['COGNITO_USER_POOLS', { Ref: id }, ['orders/write']],
  ]);
  expect(propertiesOf(stack, 'AWS::Lambda::Permission')).toEqual([]);
});

test('scopes for all routes, and another authorization object for one of them, make one authorizer', () => {
  const stack = newStack();
  const userPools = [importedIn(stack)];
  const api = newApi({ authorization: RestAuthorization.cognito({ userPools, scopes: ['read'] }), routes: { 'GET /a': mocked, 'GET /b': { ...mocked, scopes: [] } } }, stack);
  api.addRoute('GET /c', { ...mocked, authorization: RestAuthorization.cognito({ userPools, scopes: ['write'] }) });
  expect(propertiesOf(stack, 'AWS::ApiGateway::Authorizer').map(({ ProviderARNs }) => ProviderARNs)).toEqual([[foreign]]);
  expect(propertiesOf(stack, 'AWS::ApiGateway::Method').map(({ AuthorizationScopes }) => AuthorizationScopes)).toEqual([['read'], undefined, ['write']]);
});

test('preflights are never authorized', () => {
  const stack = newStack();
  newApi({ authorization: RestAuthorization.cognito({ userPools: [importedIn(stack)], scopes: ['read'] }), cors: { allowOrigins: ['https://shop.example.com'] } }, stack);
  const preflight = propertiesOf(stack, 'AWS::ApiGateway::Method').find(({ HttpMethod }) => HttpMethod === 'OPTIONS');
  expect(preflight).toMatchObject({ AuthorizationType: 'NONE', ApiKeyRequired: false });
});

test('a rule that asks for Cognito is not acknowledged here, because it is kept', () => {
  const stack = newStack();
  const route = newApi({}, stack).addRoute('GET /me', { ...mocked, authorization: RestAuthorization.cognito({ userPools: [importedIn(stack)] }) });
  expect(JSON.stringify(route.method?.node.defaultChild?.node.metadata)).not.toContain('COG4');
});

test('no pool, or one whose ARN has the stack\'s region by mistake, is refused', () => {
  expect(() => RestAuthorization.cognito({ userPools: [] })).toThrow('give at least one user pool');
  const stack = newStack({ env: { region: 'us-east-1', account: '111111111111' } });
  const userPools = [cognito.UserPool.fromUserPoolId(stack, 'Users', 'eu-central-1_a1B2c3D4e')];
  expect(() => RestAuthorization.cognito({ userPools })).toThrow('belongs to region eu-central-1, but its ARN says us-east-1; import it with UserPool.fromUserPoolArn()');
});
