import { App, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { newApi, newStack, propertiesOf, resourcesOf, templateOf } from '../fixture';
import { AccessLogs } from 'cdk-apigateway-patterns';

const settingOf = (api: ReturnType<typeof newApi>) => propertiesOf(api, 'AWS::ApiGateway::Stage')[0]?.AccessLogSetting as { DestinationArn: unknown; Format: string } | undefined;

test('a line is JSON whatever the request brings, and tells nothing secret', () => {
  const format = settingOf(newApi())?.Format ?? '';
  const empty = JSON.parse(format.replace(/\$context\.[\w.]+/g, '-')) as Record<string, unknown>;
  expect(Object.values(empty).every((value) => typeof value === 'string')).toBe(true);
  const fields = [...format.matchAll(/\$context\.([\w.]+)/g)].map(([, field]) => field);
  expect(fields).toEqual(expect.arrayContaining(['requestId', 'extendedRequestId', 'status', 'identity.apiKeyId', 'error.message', 'error.responseType', 'xrayTraceId']));
  for (const field of fields) expect(field).not.toMatch(/messageString|validationErrorString|requestOverride|authorizer|apiKey$|userAgent|^path$/);
});

test('lines go to a vended log group, kept for a month, that outlives the stack and does not block the next one', () => {
  const [group] = Object.values(resourcesOf(newApi(), 'AWS::Logs::LogGroup')).filter(({ Properties }) => Properties.LogGroupName !== undefined);
  expect(group).toMatchObject({ DeletionPolicy: 'Retain', Properties: { RetentionInDays: 30 } });
  const name = JSON.stringify(group?.Properties.LogGroupName);
  expect(name).toContain('/aws/vendedlogs/apigateway/Shop');
  expect(name).toContain('AWS::StackId');
});

test('an existing log group of another stack is used as it is', () => {
  const app = new App();
  const group = new logs.LogGroup(new Stack(app, 'Logs'), 'Group');
  const api = newApi({ accessLogs: AccessLogs.toLogGroup(group, '$context.requestId') }, new Stack(app, 'Shop'));
  expect(settingOf(api)).toEqual({ DestinationArn: { 'Fn::ImportValue': expect.any(String) }, Format: '$context.requestId' });
});

test('a Firehose stream needs the prefix that the service demands', () => {
  const stack = newStack();
  const stream = (id: string, deliveryStreamName?: string) => new firehose.DeliveryStream(stack, id, {
    deliveryStreamName,
    destination: new firehose.S3Bucket(new s3.Bucket(stack, `${id}Bucket`)),
  });
  expect(() => AccessLogs.toFirehose(stream('Wrong', 'orders'))).toThrow('"orders": API Gateway takes only streams whose name begins with "amazon-apigateway-"');
  const api = newApi({ accessLogs: AccessLogs.toFirehose(stream('Right', 'amazon-apigateway-orders')) }, stack);
  expect(settingOf(api)?.DestinationArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Right/), 'Arn'] });
  expect(() => api.metricThrottled()).toThrow('accessLogs has no log group');
});

test('disabled means none', () => {
  templateOf(newApi({ accessLogs: AccessLogs.disabled() })).hasResourceProperties('AWS::ApiGateway::Stage', { AccessLogSetting: Match.absent() });
});

test.each([['{"status":"$context.status"}', 'must contain $context.requestId'], ['$context.requestId\n', 'line break']])('format %j is refused', (format, message) => {
  expect(() => AccessLogs.toNewLogGroup({ format })).toThrow(message);
});
