import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalGateway, startLocal } from '../../../../local/index';
import { AppFolder } from '../../../support/app-folder';
import { StandIn } from '../../gateway/service-actions/stand-in';

const app = new AppFolder();
let standIn: StandIn;
let local: LocalGateway;

const part = (type: string, properties: object): object => ({ Type: `AWS::ApiGatewayV2::${type}`, Properties: { ApiId: { Ref: 'Orders' }, ...properties } });

/** A route that calls a service without a function. */
function route(id: string, path: string, subtype: string, parameters: object): object {
  return {
    [`${id}Integration`]: part('Integration', {
      IntegrationType: 'AWS_PROXY', IntegrationSubtype: subtype, PayloadFormatVersion: '1.0', CredentialsArn: 'arn:aws:iam::123456789012:role/any', RequestParameters: parameters,
    }),
    [`${id}Route`]: part('Route', { RouteKey: `POST ${path}`, Target: { 'Fn::Sub': `integrations/\${${id}Integration}` } }),
  };
}

beforeAll(async () => {
  standIn = await StandIn.start();
  const template = app.template('Shop', {
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } },
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'shop' } },
      Orders: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'orders', ProtocolType: 'HTTP' } },
      Stage: part('Stage', { StageName: '$default', AutoDeploy: true }),
      ...route('Send', '/orders', 'SQS-SendMessage', {
        QueueUrl: { Ref: 'Queue' }, MessageBody: '$request.body', MessageAttributes: '{"caller":{"DataType":"String","StringValue":"${request.header.x-caller}"}}',
      }),
      ...route('Put', '/events', 'EventBridge-PutEvents', { EventBusName: { Ref: 'Bus' }, Source: 'shop.orders', DetailType: '$request.body.type', Detail: '$request.body.detail' }),
    },
  });
  local = await startLocal({ templates: [template], env: { PATH: process.env.PATH, AWS_ENDPOINT_URL_EVENTBRIDGE: standIn.url } });
});
afterAll(async () => {
  await local?.close();
  await standIn?.close();
  app.remove();
});

const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> => (
  fetch(`${local.url('Orders')}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
);

test('a message that a route sends is in the queue of the template, for any SDK', async () => {
  const sent = await post('/orders', { order: 7 }, { 'x-caller': 'ann' });
  expect([sent.status, await sent.text()]).toEqual([200, expect.stringMatching(/<MessageId>[0-9a-f-]{36}<\/MessageId>/)]);
  const client = new SQSClient({ endpoint: local.endpoints.sqs, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } });
  const QueueUrl = `${local.endpoints.sqs}/000000000000/orders`;
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }));
  client.destroy();
  expect(Messages).toEqual([expect.objectContaining({ Body: '{"order":7}', MessageAttributes: { caller: expect.objectContaining({ StringValue: 'ann' }) } })]);
});

test('an event goes to the endpoint that the environment names, and its answer to the caller', async () => {
  standIn.answer = { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: '{"FailedEntryCount":0,"Entries":[{"EventId":"e-1"}]}' };
  const answer = await post('/events', { type: 'Placed', detail: { order: 7 } });
  expect([answer.status, await answer.json()]).toEqual([200, { FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] }]);
  expect(standIn.last.headers['x-amz-target']).toBe('AWSEvents.PutEvents');
  expect(JSON.parse(standIn.last.body)).toEqual({ Entries: [{ EventBusName: 'shop', Source: 'shop.orders', DetailType: 'Placed', Detail: '{"order":7}' }] });
});

test('an event without its parameters reaches nobody', async () => {
  const before = standIn.seen.length;
  const answer = await post('/events', { type: 'Placed' });
  expect([answer.status, standIn.seen.length]).toEqual([400, before]);
});
