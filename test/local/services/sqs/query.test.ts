import { LocalSqs, queueModel } from './local-sqs';

let sqs: LocalSqs;
beforeEach(async () => { sqs = await LocalSqs.start(queueModel('orders'), queueModel('other')); });
afterEach(async () => sqs.close());

const xml = async (response: Promise<Response>): Promise<string> => (await response).text();

test('a message sent to the URL of its queue, which needs no other name then', async () => {
  const response = await sqs.form({ Action: 'SendMessage', MessageBody: 'a' }, '/000000000000/orders');
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml']);
  expect(await response.text()).toMatch(/<MD5OfMessageBody>0cc175b9c0f1b6a831c399e269772661<\/MD5OfMessageBody><\/SendMessageResult><ResponseMetadata><RequestId>[\w-]+<\/RequestId>/);
  expect(await sqs.bodies('orders')).toEqual(['a']);
});

test('attributes, whose entries are numbered', async () => {
  await sqs.form({
    'Action': 'SendMessage',
    'QueueUrl': sqs.queueUrl('orders'),
    'MessageBody': 'a',
    'MessageAttribute.1.Name': 'kind',
    'MessageAttribute.1.Value.DataType': 'String',
    'MessageAttribute.1.Value.StringValue': 'x',
    'MessageAttribute.2.Name': 'raw',
    'MessageAttribute.2.Value.DataType': 'Binary',
    'MessageAttribute.2.Value.BinaryValue': 'AP8=',
  });
  const [message] = await sqs.receive('orders', { MessageAttributeNames: ['All'] });
  expect(message?.MessageAttributes).toMatchObject({ kind: { StringValue: 'x' }, raw: { BinaryValue: new Uint8Array([0, 255]) } });
});

test('batches', async () => {
  const sent = await xml(sqs.form({
    'Action': 'SendMessageBatch',
    'QueueUrl': sqs.queueUrl('orders'),
    'SendMessageBatchRequestEntry.1.Id': 'm1',
    'SendMessageBatchRequestEntry.1.MessageBody': 'a',
    'SendMessageBatchRequestEntry.2.Id': 'm2',
    'SendMessageBatchRequestEntry.2.MessageBody': '',
  }));
  expect(sent).toContain('<SendMessageBatchResult><SendMessageBatchResultEntry><Id>m1</Id>');
  expect(sent).toContain('<BatchResultErrorEntry><Id>m2</Id><SenderFault>true</SenderFault><Code>MissingParameter</Code>');
});

test('lists', async () => {
  const attributes = await xml(sqs.form({ 'Action': 'GetQueueAttributes', 'QueueUrl': sqs.queueUrl('orders'), 'AttributeName.1': 'DelaySeconds', 'AttributeName.2': 'QueueArn' }));
  expect(attributes).toContain('<Attribute><Name>QueueArn</Name><Value>arn:aws:sqs:us-east-1:000000000000:orders</Value></Attribute><Attribute><Name>DelaySeconds</Name><Value>0</Value></Attribute>');
  expect(await xml(sqs.form({ Action: 'ListQueues' }))).toContain(`<QueueUrl>${sqs.queueUrl('orders')}</QueueUrl><QueueUrl>${sqs.queueUrl('other')}</QueueUrl>`);
});

test.each<[Record<string, string>, number, string]>([
  [{ Action: 'SendMessage', QueueUrl: 'http://any/000000000000/none', MessageBody: 'a' }, 400, 'AWS.SimpleQueueService.NonExistentQueue'],
  [{ Action: 'SendMessage', MessageBody: 'a' }, 400, 'MissingParameter'],
  [{ Action: 'DeleteMessage', QueueUrl: 'http://any/000000000000/orders', ReceiptHandle: 'x' }, 404, 'ReceiptHandleIsInvalid'],
])('%j is refused in the words of the protocol', async (form, status, code) => {
  const response = await sqs.form(form);
  expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(`<Error><Type>Sender</Type><Code>${code}</Code>`)]);
});

test('a queue can\'t be made: queues come from templates', async () => {
  // Nothing else of the endpoint has the operation, so it is not known at all.
  expect(await xml(sqs.form({ Action: 'CreateQueue', QueueName: 'new' }))).toContain('UnknownOperationException');
});
