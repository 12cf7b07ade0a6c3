import { serviceIntegration, StandIn } from './stand-in';
import { AbortableServiceAction, compileServiceAction, ServiceActionDependencies } from '../../../../local/gateway/service-actions/compile-service-action';
import { serviceEndpoints } from '../../../../local/gateway/service-actions/service-endpoints';
import { SUBTYPES } from '../../../../local/gateway/service-actions/subtypes';
import { LocalClock } from '../../../../local/local-clock';
import { LocalSqs, NOON, queueModel } from '../../services/sqs/local-sqs';

let service: StandIn;
const clock = LocalClock.frozenAt(NOON);
beforeAll(async () => { service = await StandIn.start(); });
afterAll(async () => {
  clock.close();
  await service.close();
});
beforeEach(() => { service.answer = { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: '{"ok":true}' }; });

const dependencies = (more: Partial<ServiceActionDependencies> = {}): ServiceActionDependencies => ({ clock, region: 'eu-west-1', endpoints: () => service.url, ...more });
const actionOf = (subtype: string, names: readonly string[], timeoutMilliseconds = 30_000): AbortableServiceAction => (
  compileServiceAction(serviceIntegration(subtype, names, { timeoutMilliseconds }), dependencies())
);
const call = async (subtype: string, parameters: Readonly<Record<string, string>>): ReturnType<AbortableServiceAction> => (
  actionOf(subtype, Object.keys(parameters))(new Map(Object.entries(parameters)))
);
const queue = { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/000000000000/orders' };

describe('what services are asked', () => {
  test.each<[string, Record<string, string>, string, string, object]>([
    ['EventBridge-PutEvents', { Detail: '{"id":1}', DetailType: 'placed', Source: 'shop', Time: '2026-11-21T12:00:00Z', EventBusName: 'bus', Resources: 'a, b', TraceHeader: 'Root=1' },
      'events', 'AWSEvents.PutEvents 1.1',
      { Entries: [{ Detail: '{"id":1}', DetailType: 'placed', Source: 'shop', Time: NOON / 1000, EventBusName: 'bus', Resources: ['a', 'b'], TraceHeader: 'Root=1' }] }],
    ['EventBridge-PutEvents', { Detail: '{}', DetailType: 'placed', Source: 'shop', Resources: '["a,b"]', Time: '1795262400' },
      'events', 'AWSEvents.PutEvents 1.1', { Entries: [{ Detail: '{}', DetailType: 'placed', Source: 'shop', Resources: ['a,b'], Time: NOON / 1000 }] }],
    ['Kinesis-PutRecord', { StreamName: 'clicks', Data: 'w6k=', PartitionKey: 'k', ExplicitHashKey: '1', SequenceNumberForOrdering: '2' },
      'kinesis', 'Kinesis_20131202.PutRecord 1.1', { StreamName: 'clicks', Data: 'w6k=', PartitionKey: 'k', ExplicitHashKey: '1', SequenceNumberForOrdering: '2' }],
    ['StepFunctions-StartExecution', { StateMachineArn: 'arn', Name: 'n', Input: '{"a":1}' }, 'states', 'AWSStepFunctions.StartExecution 1.0', { stateMachineArn: 'arn', name: 'n', input: '{"a":1}' }],
    ['StepFunctions-StartSyncExecution', { StateMachineArn: 'arn', TraceHeader: 't' }, 'states', 'AWSStepFunctions.StartSyncExecution 1.0', { stateMachineArn: 'arn', traceHeader: 't' }],
    ['StepFunctions-StopExecution', { ExecutionArn: 'arn', Cause: 'c', Error: 'e' }, 'states', 'AWSStepFunctions.StopExecution 1.0', { executionArn: 'arn', cause: 'c', error: 'e' }],
  ])('%s %j', async (subtype, parameters, signingName, operation, body) => {
    expect(await call(subtype, { ...parameters, Region: 'us-west-2' })).toMatchObject({ status: 200, body: Buffer.from('{"ok":true}') });
    const { method, url, headers, body: sent } = service.last;
    expect([method, url, `${headers['x-amz-target'] as string} ${headers['content-type']?.slice(-3) ?? ''}`]).toEqual(['POST', '/', operation]);
    expect(JSON.parse(sent)).toEqual(body);
    expect(headers.authorization).toContain(`AWS4-HMAC-SHA256 Credential=local/20261121/us-west-2/${signingName}/aws4_request`);
  });

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['SQS-SendMessage', { ...queue, MessageBody: 'a&b=ä', DelaySeconds: '5', MessageGroupId: 'g', MessageAttributes: '{"kind":{"DataType":"String","StringValue":"x"},"n":{"DataType":"Number","StringValue":1}}' },
      {
        'Action': 'SendMessage',
        ...queue,
        'MessageBody': 'a&b=ä',
        'DelaySeconds': '5',
        'MessageGroupId': 'g',
        'MessageAttribute.1.Name': 'kind',
        'MessageAttribute.1.Value.DataType': 'String',
        'MessageAttribute.1.Value.StringValue': 'x',
        'MessageAttribute.2.Name': 'n',
        'MessageAttribute.2.Value.DataType': 'Number',
        'MessageAttribute.2.Value.StringValue': '1',
      }],
    ['SQS-ReceiveMessage', { ...queue, MaxNumberOfMessages: '3', AttributeNames: 'All', MessageAttributeNames: '["a","b"]' },
      { 'Action': 'ReceiveMessage', ...queue, 'MaxNumberOfMessages': '3', 'AttributeName.1': 'All', 'MessageAttributeName.1': 'a', 'MessageAttributeName.2': 'b' }],
    ['SQS-DeleteMessage', { ...queue, ReceiptHandle: 'h' }, { Action: 'DeleteMessage', ...queue, ReceiptHandle: 'h' }],
    ['SQS-PurgeQueue', queue, { Action: 'PurgeQueue', ...queue }],
  ])('%s %j', async (subtype, parameters, form) => {
    await call(subtype, parameters);
    expect(Object.fromEntries(new URLSearchParams(service.last.body))).toEqual({ ...form, Version: '2012-11-05' });
    expect(service.last.headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded', 'authorization': expect.stringContaining('/eu-west-1/sqs/aws4_request') });
  });

  test('AppConfig-GetConfiguration', async () => {
    const parameters = { Application: 'my app', Environment: 'prod/1', Configuration: 'flags', ClientId: 'a b', ClientConfigurationVersion: '3' };
    service.answer = { status: 200, headers: { 'content-type': 'text/plain', 'configuration-version': '4' }, body: 'on' };
    const result = await call('AppConfig-GetConfiguration', parameters);
    expect([service.last.method, service.last.url]).toEqual(['GET', '/applications/my%20app/environments/prod%2F1/configurations/flags?client_id=a%20b&client_configuration_version=3']);
    expect(result).toMatchObject({ body: Buffer.from('on'), rawHeaders: expect.arrayContaining(['configuration-version', '4']) });
  });

  test('takes an endpoint with a path', async () => {
    const action = compileServiceAction(serviceIntegration('SQS-PurgeQueue', ['QueueUrl']), dependencies({ endpoints: () => `${service.url}/aws/` }));
    await action(new Map(Object.entries(queue)));
    expect(service.last.url).toBe('/aws/');
  });
});

test('the subtypes and their parameters are those of the developer guide, required ones first', () => {
  const words = (list: readonly string[]): string => [...list].sort().join(' ');
  expect([...SUBTYPES].map(([name, { required, optional }]) => [name, words(required), words(optional)]).sort()).toEqual([
    ['AppConfig-GetConfiguration', 'Application ClientId Configuration Environment', 'ClientConfigurationVersion'],
    ['EventBridge-PutEvents', 'Detail DetailType Source', 'EventBusName Resources Time TraceHeader'],
    ['Kinesis-PutRecord', 'Data PartitionKey StreamName', 'ExplicitHashKey SequenceNumberForOrdering'],
    ['SQS-DeleteMessage', 'QueueUrl ReceiptHandle', ''],
    ['SQS-PurgeQueue', 'QueueUrl', ''],
    ['SQS-ReceiveMessage', 'QueueUrl', 'AttributeNames MaxNumberOfMessages MessageAttributeNames ReceiveRequestAttemptId VisibilityTimeout WaitTimeSeconds'],
    ['SQS-SendMessage', 'MessageBody QueueUrl', 'DelaySeconds MessageAttributes MessageDeduplicationId MessageGroupId MessageSystemAttributes'],
    ['StepFunctions-StartExecution', 'StateMachineArn', 'Input Name'],
    ['StepFunctions-StartSyncExecution', 'StateMachineArn', 'Input Name TraceHeader'],
    ['StepFunctions-StopExecution', 'ExecutionArn', 'Cause Error'],
  ]);
});

test('what the service refuses is handed on', async () => {
  service.answer = { status: 400, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: '{"__type":"StateMachineDoesNotExist"}' };
  expect(await call('StepFunctions-StartExecution', { StateMachineArn: 'arn' })).toMatchObject({ status: 400, body: Buffer.from('{"__type":"StateMachineDoesNotExist"}') });
});

test.each<[string, string, string[], Record<string, string>, string]>([
  ['a required parameter', 'SQS-SendMessage', ['QueueUrl', 'MessageBody'], queue, 'can\'t resolve MessageBody from $request.header.MessageBody'],
  ['an optional parameter', 'SQS-SendMessage', ['QueueUrl', 'MessageBody', 'MessageGroupId'], { ...queue, MessageBody: 'a' }, 'can\'t resolve MessageGroupId'],
  ['text in a required parameter', 'SQS-SendMessage', ['QueueUrl', 'MessageBody'], { ...queue, MessageBody: '' }, 'can\'t resolve MessageBody'],
  ['JSON', 'SQS-SendMessage', ['QueueUrl', 'MessageBody', 'MessageAttributes'], { ...queue, MessageBody: 'a', MessageAttributes: '{' }, 'expected a JSON object'],
  ['attributes', 'SQS-SendMessage', ['QueueUrl', 'MessageBody', 'MessageAttributes'], { ...queue, MessageBody: 'a', MessageAttributes: '{"a":1}' }, 'expected attributes'],
  ['a list', 'SQS-ReceiveMessage', ['QueueUrl', 'AttributeNames'], { ...queue, AttributeNames: '[1]' }, 'expected a JSON list of texts'],
  ['a time', 'EventBridge-PutEvents', ['Detail', 'DetailType', 'Source', 'Time'], { Detail: '{}', DetailType: 'a', Source: 'a', Time: 'soon' }, 'expected a time'],
  ['a region', 'SQS-PurgeQueue', ['QueueUrl', 'Region'], { ...queue, Region: 'eu\r\nx-evil: 1' }, 'expected a region'],
  ['a path segment', 'AppConfig-GetConfiguration', ['Application', 'Environment', 'Configuration', 'ClientId'], { Application: '..', Environment: 'e', Configuration: 'c', ClientId: 'i' }, 'expected a name'],
])('400 when a request has no usable %s', async (_what, subtype, names, parameters, reason) => {
  const before = service.seen.length;
  expect(await actionOf(subtype, names)(new Map(Object.entries(parameters)))).toMatchObject({ status: 400, message: 'Bad Request', reason: expect.stringContaining(reason) });
  expect(service.seen).toHaveLength(before);
});

test.each<[string, string, string[], Record<string, string>, string]>([
  ['an unknown subtype', 'SQS-SendMesage', [], {}, 'there is no integration subtype "SQS-SendMesage", did you mean SQS-SendMessage?'],
  ['a missing parameter', 'EventBridge-PutEvents', ['Source'], {}, 'EventBridge-PutEvents needs Detail and DetailType in its request parameters'],
  ['an unknown parameter', 'SQS-PurgeQueue', ['QueueUrl', 'Queue'], {}, 'SQS-PurgeQueue has no parameter "Queue": it takes QueueUrl, Region'],
  ['a service that is nowhere', 'Kinesis-PutRecord', ['StreamName', 'Data', 'PartitionKey'], {}, 'which is not emulated: set AWS_ENDPOINT_URL_KINESIS to the address of a stand-in'],
  ['an endpoint that is none', 'SQS-PurgeQueue', ['QueueUrl'], { AWS_ENDPOINT_URL_SQS: 'localhost:9324' }, 'AWS_ENDPOINT_URL_SQS is "localhost:9324": expected a URL'],
])('%s is named at start', (_what, subtype, names, env, message) => {
  expect(() => compileServiceAction(serviceIntegration(subtype, names), dependencies({ endpoints: serviceEndpoints(env, {}) }))).toThrow(message);
});

test.each<[Record<string, string>, string | undefined]>([
  [{}, 'http://embedded'], [{ AWS_ENDPOINT_URL_SQS: 'http://own' }, 'http://own'], [{ AWS_ENDPOINT_URL: 'http://all' }, 'http://embedded'], [{ AWS_ENDPOINT_URL_SQS: '' }, 'http://embedded'],
])('with %j SQS is at %s', (env, url) => {
  expect(serviceEndpoints(env, { SQS: 'http://embedded' })({ id: 'SQS', name: 'Amazon SQS', signingName: 'sqs' })).toBe(url);
});

describe('a service that does not answer', () => {
  test('in time: 503 on the clock of the gateway', async () => {
    service.answer = undefined;
    const called = service.called();
    const result = actionOf('SQS-PurgeQueue', ['QueueUrl'], 2_000)(new Map(Object.entries(queue)));
    await called;
    clock.advance(2_000);
    expect(await result).toMatchObject({ status: 503, reason: expect.stringContaining('did not answer SQS-PurgeQueue within 2000 ms') });
    await service.left;
  });

  test('because the caller went away first', async () => {
    service.answer = undefined;
    const abort = new AbortController();
    const called = service.called();
    const result = actionOf('SQS-PurgeQueue', ['QueueUrl'])(new Map(Object.entries(queue)), abort.signal);
    await called;
    abort.abort();
    expect(await result).toMatchObject({ status: 503 });
  });

  test('because it is not there: 503, and nothing internal in the message', async () => {
    const action = compileServiceAction(serviceIntegration('SQS-PurgeQueue', ['QueueUrl']), dependencies({ endpoints: () => 'http://127.0.0.1:1' }));
    expect(await action(new Map(Object.entries(queue)))).toMatchObject({ status: 503, message: 'Service Unavailable', reason: expect.stringContaining('http://127.0.0.1:1') });
  });
});

test('the embedded queues take messages and give them back, in XML as on AWS', async () => {
  const sqs = await LocalSqs.start(queueModel('orders'));
  const run = async (subtype: string, more: Record<string, string>): Promise<string> => {
    const parameters = { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/orders', ...more };
    const action = compileServiceAction(serviceIntegration(subtype, Object.keys(parameters)), dependencies({ region: 'us-east-1', endpoints: () => sqs.url }));
    const result = await action(new Map(Object.entries(parameters)));
    return 'body' in result ? String(result.body) : result.reason;
  };
  expect(await run('SQS-SendMessage', { MessageBody: '<a> & b', MessageAttributes: '{"kind":{"DataType":"String","StringValue":"x"}}' })).toMatch(
    /^<\?xml version="1\.0"\?><SendMessageResponse xmlns="http:\/\/queue\.amazonaws\.com\/doc\/2012-11-05\/"><SendMessageResult><MessageId>[\w-]{36}<\/MessageId><MD5OfMessageBody>/,
  );
  const received = await run('SQS-ReceiveMessage', { MessageAttributeNames: 'All', AttributeNames: 'All' });
  expect(received).toContain('<Body>&#60;a&#62; &#38; b</Body><Attribute><Name>SenderId</Name>');
  expect(received).toContain('<MessageAttribute><Name>kind</Name><Value><DataType>String</DataType><StringValue>x</StringValue></Value></MessageAttribute>');
  const ReceiptHandle = /<ReceiptHandle>([^<]+)/.exec(received)?.[1] ?? '';
  expect(await run('SQS-DeleteMessage', { ReceiptHandle })).toMatch(/<DeleteMessageResponse xmlns="[^"]+"><ResponseMetadata><RequestId>/);
  expect(await run('SQS-DeleteMessage', { ReceiptHandle: 'none' })).toContain('<Code>ReceiptHandleIsInvalid</Code>');
  sqs.advanceSeconds(60);
  expect(await sqs.receive('orders')).toEqual([]);
  await sqs.close();
});
