import { App, Duration } from 'aws-cdk-lib';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import * as events from 'aws-cdk-lib/aws-events';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { Bare, integrationOf, newStack } from './bound';
import { HttpBackend } from '../../../../lib/http/http-backend';
import { HttpResponseMapping } from '../../../../lib/http/http-response-mapping';
import { propertiesOf } from '../../fixture';

const stateMachine = (scope: Construct, stateMachineType: sfn.StateMachineType, id = 'Machine') => (
  new sfn.StateMachine(scope, id, { stateMachineType, definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(scope, `${id}Pass`)) })
);
const attribute = (id: string, name: string) => ({ 'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${id}`)), name] });
const reference = (id: string) => ({ Ref: expect.stringMatching(new RegExp(`^${id}`)) });

interface Expected {
  readonly subtype: string;
  readonly parameters: object;
  readonly action: string;
  readonly resource: unknown;
}

const calls: Record<string, [(scope: Construct) => HttpBackend, Expected]> = {
  'startExecution': [
    (scope) => HttpBackend.startExecution(stateMachine(scope, sfn.StateMachineType.STANDARD), { executionName: '$request.header.idempotency-key' }),
    {
      subtype: 'StepFunctions-StartExecution',
      action: 'states:StartExecution',
      resource: reference('Machine'),
      parameters: { StateMachineArn: reference('Machine'), Input: '$request.body', Name: '$request.header.idempotency-key' },
    },
  ],
  'startSyncExecution': [
    (scope) => HttpBackend.startSyncExecution(stateMachine(scope, sfn.StateMachineType.EXPRESS), { input: '{"order":"${request.path.id}"}' }),
    {
      subtype: 'StepFunctions-StartSyncExecution',
      action: 'states:StartSyncExecution',
      resource: reference('Machine'),
      parameters: { StateMachineArn: reference('Machine'), Input: '{"order":"${request.path.id}"}' },
    },
  ],
  'sendMessage': [
    (scope) => HttpBackend.sendMessage(new sqs.Queue(scope, 'Queue'), { delay: Duration.minutes(1) }),
    { subtype: 'SQS-SendMessage', action: 'sqs:SendMessage', resource: attribute('Queue', 'Arn'), parameters: { QueueUrl: reference('Queue'), MessageBody: '$request.body', DelaySeconds: '60' } },
  ],
  'sendMessage to a FIFO queue': [
    (scope) => HttpBackend.sendMessage(new sqs.Queue(scope, 'Queue', { fifo: true }), { messageGroupId: '$request.path.id', messageDeduplicationId: '$context.requestId' }),
    {
      subtype: 'SQS-SendMessage',
      action: 'sqs:SendMessage',
      resource: attribute('Queue', 'Arn'),
      parameters: { QueueUrl: reference('Queue'), MessageBody: '$request.body', MessageGroupId: '$request.path.id', MessageDeduplicationId: '$context.requestId' },
    },
  ],
  'putEvents': [
    (scope) => HttpBackend.putEvents(new events.EventBus(scope, 'Bus'), { source: 'com.example.orders', detailType: 'OrderPlaced' }),
    {
      subtype: 'EventBridge-PutEvents',
      action: 'events:PutEvents',
      resource: attribute('Bus', 'Arn'),
      parameters: { EventBusName: reference('Bus'), Source: 'com.example.orders', DetailType: 'OrderPlaced', Detail: '$request.body' },
    },
  ],
  'putRecord': [
    (scope) => HttpBackend.putRecord(new kinesis.Stream(scope, 'Stream', { encryption: kinesis.StreamEncryption.UNENCRYPTED }), { data: '$request.body.data' }),
    {
      subtype: 'Kinesis-PutRecord',
      action: 'kinesis:PutRecord',
      resource: attribute('Stream', 'Arn'),
      parameters: { StreamName: reference('Stream'), Data: '$request.body.data', PartitionKey: '$context.requestId' },
    },
  ],
};

test.each(Object.entries(calls))('%s: its parameters, and a role for that action and resource alone', (_, [backendIn, { subtype, parameters, action, resource }]) => {
  const stack = newStack();
  expect(integrationOf(backendIn(stack), 'POST /orders/{id}', stack)).toEqual({
    ApiId: expect.anything(),
    IntegrationType: 'AWS_PROXY',
    IntegrationSubtype: subtype,
    PayloadFormatVersion: '1.0',
    CredentialsArn: attribute('HttpBackendsRole', 'Arn'),
    RequestParameters: parameters,
  });
  expect(propertiesOf(stack, 'AWS::IAM::ManagedPolicy')).toEqual([
    expect.objectContaining({ PolicyDocument: { Version: '2012-10-17', Statement: [{ Action: action, Effect: 'Allow', Resource: resource }] } }),
  ]);
  expect(propertiesOf(stack, 'AWS::IAM::Role').filter(({ Description }) => Description === `API Gateway calls ${action} through this role`)).toEqual([
    expect.objectContaining({ AssumeRolePolicyDocument: expect.objectContaining({ Statement: [expect.objectContaining({ Principal: { Service: 'apigateway.amazonaws.com' } })] }) }),
  ]);
});

test('getConfiguration: allowed for application, environment and profile, which the action needs all', () => {
  const stack = newStack();
  const application = new appconfig.Application(stack, 'Application');
  const environment = new appconfig.Environment(stack, 'Production', { application });
  const configurations = ['Flags', 'Limits'].map((id) => new appconfig.HostedConfiguration(stack, id, { application, content: appconfig.ConfigurationContent.fromInlineJson('{}') }));
  const bare = new Bare(stack);
  configurations.forEach((each, index) => bare.route(`GET /${index}`, HttpBackend.getConfiguration(environment, each, { clientConfigurationVersion: '$request.querystring.version' })));
  const integrations = propertiesOf(bare, 'AWS::ApiGatewayV2::Integration');
  expect(integrations.map(({ RequestParameters }) => RequestParameters)).toEqual(['Flags', 'Limits'].map((id) => ({
    Application: reference('Application'), Environment: reference('Production'), Configuration: reference(id), ClientId: '$context.apiId', ClientConfigurationVersion: '$request.querystring.version',
  })));
  const statements = propertiesOf(bare, 'AWS::IAM::ManagedPolicy').map(({ PolicyDocument }) => (PolicyDocument as { Statement: [{ Action: string; Resource: object[] }] }).Statement[0]);
  expect(statements).toHaveLength(2);
  for (const { Action, Resource } of statements) {
    expect(Action).toBe('appconfig:GetConfiguration');
    expect(Resource.map((each) => JSON.stringify(each).match(/\/(environment|configurationprofile)\//)?.[1])).toEqual([undefined, 'environment', 'configurationprofile']);
  }
});

test('a key that encrypts the queue may be used for it', () => {
  const stack = newStack();
  const key = new kms.Key(stack, 'Key');
  integrationOf(HttpBackend.sendMessage(new sqs.Queue(stack, 'Queue', { encryptionMasterKey: key })), 'POST /orders', stack);
  expect(JSON.stringify(propertiesOf(stack, 'AWS::IAM::ManagedPolicy'))).toContain(JSON.stringify(['kms:GenerateDataKey', 'kms:Decrypt']));
  const other = newStack();
  integrationOf(HttpBackend.sendMessage(new sqs.Queue(other, 'Queue', { encryption: sqs.QueueEncryption.KMS_MANAGED })), 'POST /orders', other);
  expect(JSON.stringify(propertiesOf(other, 'AWS::IAM::ManagedPolicy'))).not.toContain('kms:');
});

test('one role serves every integration with the same action and queue', () => {
  const stack = newStack();
  const queue = new sqs.Queue(stack, 'Queue');
  const bare = new Bare(stack).route('POST /a', HttpBackend.sendMessage(queue)).route('POST /b', HttpBackend.sendMessage(queue, { messageBody: '$request.body.text' })).route('POST /c', HttpBackend.sendMessage(queue));
  expect(propertiesOf(bare, 'AWS::ApiGatewayV2::Integration')).toHaveLength(2);
  expect(propertiesOf(bare, 'AWS::IAM::Role')).toHaveLength(1);
});

test('a queue of another stack knows nothing of the API, and one of another region is asked there', () => {
  const app = new App();
  const owner = newStack(app, 'Queues');
  const bare = new Bare(newStack(app)).route('POST /orders', HttpBackend.sendMessage(new sqs.Queue(owner, 'Queue')));
  bare.route('POST /far', HttpBackend.sendMessage(sqs.Queue.fromQueueArn(bare, 'Far', 'arn:aws:sqs:us-east-1:123456789012:far')));
  expect(owner.dependencies).toEqual([]);
  expect(propertiesOf(owner, 'AWS::IAM::ManagedPolicy')).toEqual([]);
  expect(propertiesOf(bare, 'AWS::ApiGatewayV2::Integration').map(({ RequestParameters }) => (RequestParameters as { Region?: string }).Region)).toEqual([undefined, 'us-east-1']);
});

test('answers of services are mapped too', () => {
  const stack = newStack();
  const responseMappings = { 200: new HttpResponseMapping().overwriteStatusCode(202) };
  expect(integrationOf(HttpBackend.sendMessage(new sqs.Queue(stack, 'Queue'), { responseMappings, timeout: Duration.seconds(2) }), 'POST /orders', stack)).toMatchObject({
    TimeoutInMillis: 2000, ResponseParameters: { 200: { ResponseParameters: [{ Destination: 'overwrite:statuscode', Source: '202' }] } },
  });
});

test('refuses what the service would refuse', () => {
  const stack = newStack();
  const queue = new sqs.Queue(stack, 'Queue');
  const fifo = new sqs.Queue(stack, 'Fifo', { fifo: true });
  const bus = new events.EventBus(stack, 'Bus');
  const stream = new kinesis.Stream(stack, 'Stream');
  const cases: [() => unknown, string][] = [
    [() => HttpBackend.startSyncExecution(stateMachine(stack, sfn.StateMachineType.STANDARD)), 'got state machine "Shop/Machine", which is STANDARD; only those of stateMachineType EXPRESS can be waited for'],
    [() => HttpBackend.sendMessage(fifo), 'messageGroupId is missing of HttpBackend.sendMessage(), but queue "Shop/Fifo" is a FIFO queue'],
    [() => HttpBackend.sendMessage(queue, { messageDeduplicationId: '$context.requestId' }), 'is no FIFO queue; leave it out'],
    [() => HttpBackend.sendMessage(fifo, { messageGroupId: 'all', delay: Duration.seconds(1) }), 'set deliveryDelay of the queue'],
    [() => HttpBackend.sendMessage(queue, { delay: Duration.minutes(16) }), 'delay of HttpBackend.sendMessage() is 960 seconds; SQS takes whole seconds, 0 to 900'],
    [() => HttpBackend.sendMessage(queue, { messageBody: '$response.body' }), 'messageBody of HttpBackend.sendMessage() is "$response.body": a request is mapped from'],
    [() => HttpBackend.sendMessage(queue, { timeout: Duration.seconds(40) }), 'timeout of HttpBackend.sendMessage() is 40000 ms'],
    [() => HttpBackend.putEvents(bus, { source: 'aws.orders', detailType: 'OrderPlaced' }), 'what begins with "aws." is refused'],
    [() => HttpBackend.putEvents(bus, { source: '', detailType: 'OrderPlaced' }), 'source of HttpBackend.putEvents() is ""'],
    [() => HttpBackend.putRecord(stream, { data: '$request.body.data', partitionKey: '$request.header' }), 'partitionKey of HttpBackend.putRecord() is "$request.header"'],
  ];
  for (const [refused, message] of cases) expect(refused).toThrow(message);
});

test('a path parameter in a parameter needs a route that has it', () => {
  const stack = newStack();
  expect(() => integrationOf(HttpBackend.sendMessage(new sqs.Queue(stack, 'Queue'), { messageGroupId: '$request.path.id' }), 'POST /orders', stack))
    .toThrow('HttpBackend.sendMessage() needs the path parameter "id", but the route on "/orders" has none');
});
