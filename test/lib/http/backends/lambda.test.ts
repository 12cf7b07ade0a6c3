import { App, Duration, Stack } from 'aws-cdk-lib';
import { PayloadFormatVersion } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Bare, integrationOf, newFunction, newStack } from './bound';
import { HttpBackend } from '../../../../lib/http/http-backend';
import { HttpRequestMapping } from '../../../../lib/http/http-request-mapping';
import { HttpResponseMapping } from '../../../../lib/http/http-response-mapping';
import { propertiesOf, resourcesOf, warningsOf } from '../../fixture';

test('a function gets payload 2.0 and is called by its ARN', () => {
  const stack = newStack();
  expect(integrationOf(HttpBackend.lambda(newFunction(stack)), 'GET /orders', stack)).toEqual({
    ApiId: expect.anything(),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: { 'Fn::GetAtt': [expect.stringMatching(/^Orders/), 'Arn'] },
    PayloadFormatVersion: '2.0',
  });
});

test('payload 1.0, a timeout of 30 seconds and mappings are written as properties', () => {
  const stack = newStack();
  const backend = HttpBackend.lambda(newFunction(stack), {
    payloadFormatVersion: PayloadFormatVersion.VERSION_1_0,
    timeout: Duration.seconds(30),
    requestMapping: new HttpRequestMapping().overwriteHeader('x-order', '$request.path.id'),
    responseMappings: {
      500: new HttpResponseMapping().overwriteStatusCode(502).appendHeader('x-request', '$context.requestId'),
      404: new HttpResponseMapping().removeHeader('server'),
      200: new HttpResponseMapping(),
    },
  });
  expect(integrationOf(backend, 'GET /orders/{id}', stack)).toMatchObject({
    PayloadFormatVersion: '1.0',
    TimeoutInMillis: 30_000,
    RequestParameters: { 'overwrite:header.x-order': '$request.path.id' },
    ResponseParameters: {
      404: { ResponseParameters: [{ Destination: 'remove:header.server', Source: "''" }] },
      500: {
        ResponseParameters: [
          { Destination: 'append:header.x-request', Source: '$context.requestId' },
          { Destination: 'overwrite:statuscode', Source: '502' },
        ],
      },
    },
  });
});

test('however many routes and backends, a function has one integration and one permission', () => {
  const stack = newStack();
  const orders = newFunction(stack);
  const bare = new Bare(stack).route('GET /orders', HttpBackend.lambda(orders)).route('POST /orders', HttpBackend.lambda(orders)).route('$default', HttpBackend.lambda(orders));
  expect(propertiesOf(bare, 'AWS::ApiGatewayV2::Integration')).toHaveLength(1);
  expect(propertiesOf(bare, 'AWS::Lambda::Permission')).toEqual([expect.objectContaining({ Principal: 'apigateway.amazonaws.com' })]);
  expect(new Set(propertiesOf(bare, 'AWS::ApiGatewayV2::Route').map(({ Target }) => JSON.stringify(Target))).size).toBe(1);
});

test('other options make another integration, and still one permission', () => {
  const stack = newStack();
  const orders = newFunction(stack);
  const bare = new Bare(stack).route('GET /orders', HttpBackend.lambda(orders)).route('POST /orders', HttpBackend.lambda(orders, { timeout: Duration.seconds(5) }));
  expect(propertiesOf(bare, 'AWS::ApiGatewayV2::Integration').map(({ TimeoutInMillis }) => TimeoutInMillis)).toEqual([undefined, 5000]);
  expect(propertiesOf(bare, 'AWS::Lambda::Permission')).toHaveLength(1);
});

test('ids of integrations depend neither on the order of routes nor on which of them are there', () => {
  const idsOf = (...routes: [string, string][]) => {
    const stack = newStack();
    const functions = { Orders: newFunction(stack, 'Orders'), Users: newFunction(stack, 'Users') };
    const bare = new Bare(stack);
    for (const [key, name] of routes) bare.route(key, HttpBackend.lambda(functions[name as 'Orders' | 'Users']));
    return Object.keys(resourcesOf(bare, 'AWS::ApiGatewayV2::Integration')).sort();
  };
  const all = idsOf(['GET /orders', 'Orders'], ['POST /orders', 'Orders'], ['GET /users', 'Users']);
  expect(idsOf(['GET /users', 'Users'], ['POST /orders', 'Orders'])).toEqual(all);
});

test('a function of another stack knows nothing of the API', () => {
  const app = new App();
  const owner = newStack(app, 'Functions');
  const bare = new Bare(newStack(app)).route('GET /orders', HttpBackend.lambda(newFunction(owner)));
  expect(propertiesOf(bare, 'AWS::Lambda::Permission')).toHaveLength(1);
  expect(propertiesOf(owner, 'AWS::Lambda::Permission')).toEqual([]);
  expect(Stack.of(bare).dependencies).toEqual([owner]);
  expect(owner.dependencies).toEqual([]);
});

test.each([
  [{ timeout: Duration.millis(49) }, 'timeout of HttpBackend.lambda() is 49 ms; HTTP APIs take 50 ms to 30 seconds'],
  [{ timeout: Duration.seconds(31) }, 'is 31000 ms'],
  [{ payloadFormatVersion: PayloadFormatVersion.custom('3.0') }, 'payloadFormatVersion of HttpBackend.lambda() is "3.0"; expected PayloadFormatVersion.VERSION_1_0 or VERSION_2_0'],
  [{ responseMappings: { '2xx': new HttpResponseMapping() } }, 'responseMappings of HttpBackend.lambda() has the status code "2xx"; expected one from 200 to 599'],
  [{ responseMappings: { 600: new HttpResponseMapping() } }, '"600"'],
])('refuses %j', (options, message) => {
  expect(() => HttpBackend.lambda(newFunction(newStack()), options)).toThrow(message);
});

test('a mapping that reads a path parameter needs a route that has it', () => {
  const stack = newStack();
  const backend = HttpBackend.lambda(newFunction(stack), { requestMapping: new HttpRequestMapping().overwriteHeader('x-order', 'order-${request.path.id}') });
  const bare = new Bare(stack).route('GET /orders/{id}', backend);
  expect(() => bare.route('GET /orders', backend)).toThrow('requestMapping of HttpBackend.lambda() needs the path parameter "id", but the route on "/orders" has none');
});

test('says that a function may run longer than API Gateway waits', () => {
  const stack = newStack();
  const bare = new Bare(stack).route('GET /reports', HttpBackend.lambda(newFunction(stack, 'Reports', { timeout: Duration.minutes(1) })));
  bare.route('GET /orders', HttpBackend.lambda(newFunction(stack, 'Orders', { timeout: Duration.seconds(30) })));
  expect(warningsOf(bare)).toEqual(['cdk-apigateway-patterns:function-timeout']);
});

test('an integration of the CDK passes as it is, with a word about permissions', () => {
  const stack = newStack();
  const bare = new Bare(stack).route('GET /orders', HttpBackend._fromIntegration(new HttpLambdaIntegration('Own', newFunction(stack))));
  expect(propertiesOf(bare, 'AWS::ApiGatewayV2::Integration')).toHaveLength(1);
  expect(warningsOf(bare)).toEqual(['cdk-apigateway-patterns:lambda-integration']);
});
