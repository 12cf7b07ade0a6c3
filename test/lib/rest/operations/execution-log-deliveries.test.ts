import { Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { newApi, newStack, propertiesOf, resourcesOf, templateOf } from '../../fixture';
import { ExecutionLogDelivery, ExecutionLogLevel, type RestApiWithUsagePlansProps } from 'cdk-apigateway-patterns';

function deliver(props: Partial<RestApiWithUsagePlansProps> = {}, stack = newStack()) {
  const deliveries = [
    ExecutionLogDelivery.toLogGroup(new logs.LogGroup(stack, 'Logs')),
    ExecutionLogDelivery.toBucket(new s3.Bucket(stack, 'Bucket')),
  ];
  return newApi({ executionLogs: { deliveries }, ...props }, stack);
}

test('the stage is the source, by an ARN with account and stage', () => {
  const api = deliver({ stageName: 'v1' });
  const [source] = Object.values(resourcesOf(api, 'AWS::Logs::DeliverySource'));
  const [stage = ''] = Object.keys(resourcesOf(api, 'AWS::ApiGateway::Stage'));
  expect(source?.Properties).toMatchObject({ LogType: 'EXECUTION_LOGS', Name: expect.stringMatching(/^[\w-]{1,60}$/) });
  expect(JSON.stringify(source?.Properties.ResourceArn)).toMatch(new RegExp(`apigateway:.*AWS::Region.*AWS::AccountId.*:/restapis/.*/stages/.*${stage}`));
  expect(source?.DependsOn).toContain(stage);
});

test('one delivery after the other, to each destination', () => {
  const api = deliver();
  expect(propertiesOf(api, 'AWS::Logs::DeliveryDestination').map(({ Name, DestinationResourceArn }) => [String(Name).length <= 60, JSON.stringify(DestinationResourceArn)])).toEqual([
    [true, expect.stringMatching(/log-group:.*Logs/)], [true, expect.stringContaining('Bucket')],
  ]);
  const deliveries = Object.entries(resourcesOf(api, 'AWS::Logs::Delivery'));
  expect(deliveries).toHaveLength(2);
  expect(deliveries[1]?.[1].DependsOn).toEqual([deliveries[0]?.[0]]);
});

test('the service may write to the bucket, for this account', () => {
  templateOf(deliver()).hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: { Statement: [{ Principal: { Service: 'delivery.logs.amazonaws.com' }, Action: 's3:PutObject', Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } }] },
  });
});

test('names differ between APIs and stages', () => {
  const stack = newStack();
  const group = new logs.LogGroup(stack, 'Logs');
  for (const id of ['One', 'Two']) newApi({ executionLogs: { deliveries: [ExecutionLogDelivery.toLogGroup(group)] } }, stack, id);
  for (const type of ['AWS::Logs::DeliverySource', 'AWS::Logs::DeliveryDestination']) {
    const names = propertiesOf(stack, type).map(({ Name }) => Name);
    expect(new Set(names).size).toBe(2);
  }
  const [prod, live] = ['prod', 'live'].map((stageName) => propertiesOf(Stack.of(deliver({ stageName })), 'AWS::Logs::DeliverySource').map(({ Name }) => Name));
  expect(prod).not.toEqual(live);
});

test('without execution logs there is nothing to deliver', () => {
  expect(() => deliver({ executionLogs: { level: ExecutionLogLevel.OFF, deliveries: [ExecutionLogDelivery.toLogGroup(new logs.LogGroup(newStack(), 'Logs'))] } })).toThrow('executionLogs has deliveries, but its level is OFF');
});
