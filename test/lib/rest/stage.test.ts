import { Match } from 'aws-cdk-lib/assertions';
import { IpAddressType } from 'aws-cdk-lib/aws-apigateway';
import { newApi, newStack, propertiesOf, templateOf } from '../fixture';
import { ExecutionLogLevel } from 'cdk-apigateway-patterns';

const settings = { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 500, LoggingLevel: 'ERROR', DataTraceEnabled: false, MetricsEnabled: true, CachingEnabled: false };

test('by default a stage is watched, limited and not cached, and says so', () => {
  const api = newApi();
  templateOf(api).hasResourceProperties('AWS::ApiGateway::Stage', { StageName: 'prod', TracingEnabled: true, CacheClusterEnabled: false, MethodSettings: [settings], AccessLogSetting: Match.anyValue() });
  templateOf(api).hasResourceProperties('AWS::ApiGateway::RestApi', { EndpointConfiguration: { Types: ['REGIONAL'], IpAddressType: 'dualstack' } });
});

test('what the user gives wins', () => {
  const api = newApi({
    apiName: 'orders',
    description: 'Orders',
    stageName: 'v1',
    tracing: false,
    detailedMetrics: false,
    throttle: { rateLimit: 20, burstLimit: 30 },
    executionLogs: { level: ExecutionLogLevel.INFO, dataTrace: true },
    stageVariables: { backend: 'blue' },
    binaryMediaTypes: ['image/png'],
    ipAddressType: IpAddressType.IPV4,
  });
  templateOf(api).hasResourceProperties('AWS::ApiGateway::RestApi', { Name: 'orders', Description: 'Orders', BinaryMediaTypes: ['image/png'], EndpointConfiguration: { IpAddressType: 'ipv4' } });
  templateOf(api).hasResourceProperties('AWS::ApiGateway::Stage', {
    StageName: 'v1',
    TracingEnabled: false,
    Variables: { backend: 'blue' },
    MethodSettings: [{ ...settings, ThrottlingRateLimit: 20, ThrottlingBurstLimit: 30, LoggingLevel: 'INFO', DataTraceEnabled: true, MetricsEnabled: false }],
  });
  expect(api.stage.stageName).toBeDefined();
  expect(api.api.restApiName).toBe('orders');
});

test('two APIs never share a name, and so a metric', () => {
  const stack = newStack();
  newApi({}, stack);
  newApi({}, newStack());
  const names = [newApi().apiName, newApi({}, newStack({ stackName: 'Other' })).apiName];
  expect(new Set(names).size).toBe(2);
  expect(propertiesOf(stack, 'AWS::ApiGateway::RestApi')).toEqual([expect.objectContaining({ Name: expect.stringMatching(/^Shop-?Api/) })]);
});

test.each([
  [{ stageName: 'v1/x' }, 'stageName is "v1/x"; expected up to 128 letters'],
  [{ stageName: '' }, 'stageName is ""'],
  [{ stageName: 'test-invoke-stage' }, 'API Gateway uses itself'],
  [{ apiName: ' ' }, 'apiName is " "'],
  [{ stageVariables: { 'a-b': 'x' } }, 'name of a stage variable is "a-b"'],
  [{ stageVariables: { a: 'x y' } }, 'stage variable "a" is "x y"'],
  [{ binaryMediaTypes: ['png'] }, 'binaryMediaTypes is "png"; expected a media type'],
  [{ throttle: { rateLimit: 5 } as never }, 'throttle.burstLimit is missing'],
  [{ plans: undefined as never }, 'plans is missing'],
  [{ routes: [{ path: '/x' }] as never }, 'routes is a list'],
])('%j is refused', (props, message) => {
  expect(() => newApi(props)).toThrow(message);
});
