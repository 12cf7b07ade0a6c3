import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as logs from 'aws-cdk-lib/aws-logs';
import { newStack, propertiesOf, resourcesOf } from '../fixture';
import { newHttpApi } from './http-fixture';
import { AccessLogs, type HttpJwtApiProps } from 'cdk-apigateway-patterns';

const stageOf = (props: Partial<HttpJwtApiProps> = {}) => propertiesOf(newHttpApi(props), 'AWS::ApiGatewayV2::Stage')[0];
const formatOf = (props: Partial<HttpJwtApiProps> = {}) => (stageOf(props)?.AccessLogSettings as { Format: string }).Format;
const limits = { rateLimit: 5, burstLimit: 10 };
const entry = (rate: number, burst: number, metrics: boolean) => (
  { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst, DetailedMetricsEnabled: metrics }
);

test('$default deploys itself, with both halves of a throttle and metrics', () => {
  const stage = stageOf();
  expect(stage).toMatchObject({ StageName: '$default', AutoDeploy: true, DefaultRouteSettings: entry(1000, 500, true) });
  expect(stage).not.toHaveProperty('RouteSettings');
});

test('what is given wins', () => {
  expect(stageOf({ stageName: 'live', throttle: limits, detailedMetrics: false, stageVariables: { tenant: 'acme' } })).toMatchObject({
    StageName: 'live', DefaultRouteSettings: entry(5, 10, false), StageVariables: { tenant: 'acme' },
  });
});

test.each([['$default', '.amazonaws.com/'], ['live', '.amazonaws.com/live/']])('the URL of stage %s ends with %s', (stageName, end) => {
  const stack = newStack({ env: { region: 'eu-west-1', account: '111111111111' } });
  const url = JSON.stringify(stack.resolve(newHttpApi({ stageName }, stack).url));
  expect(url.replace('"},"', '').replace('{"Ref":"AWS::URLSuffix', 'amazonaws.com').replace(/",\{?/g, '')).toContain(end.replace('.amazonaws.com', ''));
});

test('a route that differs has a complete entry, which resets nothing', () => {
  expect(stageOf({ throttle: { rateLimit: 100, burstLimit: 50 }, routes: { 'GET /a': {}, 'GET /b': { throttle: limits }, 'GET /c': { detailedMetrics: false } } })?.RouteSettings).toEqual({
    'GET /b': entry(5, 10, true), 'GET /c': entry(100, 50, false),
  });
});

test('with cors each route that ANY is written as has the entry', () => {
  const settings = stageOf({ cors: { allowOrigins: ['*'] }, routes: { 'ANY /a': { throttle: limits }, 'GET /a': {} } })?.RouteSettings as object;
  expect(Object.keys(settings)).toEqual(['DELETE /a', 'HEAD /a', 'PATCH /a', 'POST /a', 'PUT /a']);
});

test('the stage comes after routes that it has settings for, without which it can\'t be created', () => {
  const api = newHttpApi({ routes: { 'GET /a': {}, 'GET /b': { throttle: limits } } });
  api.addRoute('GET /c', { throttle: limits });
  const [stage] = Object.values(resourcesOf(api, 'AWS::ApiGatewayV2::Stage'));
  expect(stage?.DependsOn).toEqual([expect.stringMatching(/^ApiRoutesGETb/), expect.stringMatching(/^ApiRoutesGETc/)]);
});

describe('access log', () => {
  test('is one JSON object a request, every value quoted, with claims and without what may be secret', () => {
    const format = formatOf();
    const fields = JSON.parse(format) as Record<string, unknown>;
    expect(fields).toMatchObject({
      requestId: '$context.requestId',
      routeKey: '$context.routeKey',
      status: '$context.status',
      authorizerError: '$context.authorizer.error',
      claims: { sub: '$context.authorizer.claims.sub', client_id: '$context.authorizer.claims.client_id' },
    });
    expect(Object.values(fields).flatMap((value) => (typeof value === 'object' ? Object.values(value ?? {}) : value)).every((value) => /^\$context\.[\w.]+$/.test(String(value)))).toBe(true);
    expect(format).not.toMatch(/path|query|header|userAgent|messageString/i);
  });

  test('has the claims that are chosen', () => {
    expect(JSON.parse(formatOf({ loggedClaims: ['cognito:username'] }))).toMatchObject({ claims: { 'cognito:username': '$context.authorizer.claims.cognito:username' } });
    expect(JSON.parse(formatOf({ loggedClaims: [] }))).not.toHaveProperty('claims');
  });

  test('goes to a group of its own that outlives the stack, or where it is told', () => {
    expect(Object.values(resourcesOf(newHttpApi(), 'AWS::Logs::LogGroup'))).toEqual([expect.objectContaining({ DeletionPolicy: 'Retain', Properties: expect.objectContaining({ RetentionInDays: 30 }) })]);
    const storage = { logRemovalPolicy: RemovalPolicy.DESTROY, logRetention: logs.RetentionDays.ONE_DAY };
    expect(Object.values(resourcesOf(newHttpApi({ storage }), 'AWS::Logs::LogGroup'))).toEqual([expect.objectContaining({ DeletionPolicy: 'Delete', Properties: expect.objectContaining({ RetentionInDays: 1 }) })]);
    const stack = newStack();
    const api = newHttpApi({ accessLogs: AccessLogs.toLogGroup(logs.LogGroup.fromLogGroupName(stack, 'Group', 'group'), '$context.requestId') }, stack);
    expect(propertiesOf(api, 'AWS::ApiGatewayV2::Stage')[0]?.AccessLogSettings).toMatchObject({ Format: '$context.requestId' });
    expect(stageOf({ accessLogs: AccessLogs.disabled() })).not.toHaveProperty('AccessLogSettings');
  });

  test('can\'t go to a stream', () => {
    const stream = firehose.DeliveryStream.fromDeliveryStreamArn(new Stack(), 'Stream', 'arn:aws:firehose:us-east-1:111111111111:deliverystream/amazon-apigateway-orders');
    expect(() => newHttpApi({ accessLogs: AccessLogs.toFirehose(stream) })).toThrow('which HTTP APIs can\'t write to; use AccessLogs.toNewLogGroup()');
  });
});
