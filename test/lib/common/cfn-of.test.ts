import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Node } from 'constructs';
import { cfnOf } from '../../../lib/common/cloudformation/cfn-of';
import { newApi, newStack } from '../fixture';
import { newHttpApi } from '../http/http-fixture';

const ORIGIN = 'https://shop.example.com';
const original = Object.getOwnPropertyDescriptor(Node.prototype, 'defaultChild')?.get;

/** As if the L2 construct of this path had no resource. */
function withoutResource(path: string) {
  return jest.spyOn(Node.prototype, 'defaultChild', 'get').mockImplementation(function (this: Node) {
    return this.path.endsWith(path) ? undefined : original?.call(this);
  });
}

afterEach(() => jest.restoreAllMocks());

test('gives the resource of an L2 construct', () => {
  expect(cfnOf(new sqs.Queue(newStack(), 'Queue'), sqs.CfnQueue).cfnResourceType).toBe('AWS::SQS::Queue');
});

test('names construct, expected resource and what is there instead', () => {
  const queue = new sqs.Queue(newStack(), 'Queue');
  expect(() => cfnOf(queue, apigwv2.CfnStage)).toThrow(/Queue" should have the resource AWS::ApiGatewayV2::Stage as its default child but has the default child "Resource", which is another/);
});

test.each([
  ['CORS of an HTTP API', 'Shop/Api/Api', 'AWS::ApiGatewayV2::Api', () => newHttpApi({ cors: { allowOrigins: [ORIGIN] } })],
  ['throttles and log of an HTTP API', 'Shop/Api/Stage', 'AWS::ApiGatewayV2::Stage', () => newHttpApi()],
  ['throttles of a REST API', '/DeploymentStage.live', 'AWS::ApiGateway::Stage', () => newApi({ stageName: 'live' })],
])('%s are never left out in silence', (_, path, type, create) => {
  withoutResource(path);
  expect(create).toThrow(`should have the resource ${type} as its default child but has no default child`);
});
