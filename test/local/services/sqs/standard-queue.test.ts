import {
  ChangeMessageVisibilityCommand, DeleteMessageBatchCommand, DeleteMessageCommand, GetQueueAttributesCommand, GetQueueUrlCommand, ListQueuesCommand,
  PurgeQueueCommand, SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { errorOf, LocalSqs, NOON, queueModel } from './local-sqs';

const deadLetters = queueModel('orders-dead');
let sqs: LocalSqs;
beforeEach(async () => {
  sqs = await LocalSqs.start(
    queueModel('orders', { redrive: { deadLetterArn: deadLetters.arn, maxReceiveCount: 2 } }), deadLetters, queueModel('slow', { delay: 10, retention: 60, receiveWait: 5 }),
    queueModel('small', { maximumBytes: 1_024 }), queueModel('orders', { region: 'eu-west-1', arn: 'arn:aws:sqs:eu-west-1:000000000000:orders' }),
  );
});
afterEach(async () => sqs.close());

const handleOf = async (queue: string): Promise<string> => (await sqs.receive(queue))[0]?.ReceiptHandle ?? '';
const attributesOf = async (queue: string, ...AttributeNames: ('All' | 'FifoQueue')[]): Promise<Record<string, string> | undefined> => (
  (await sqs.client.send(new GetQueueAttributesCommand({ QueueUrl: sqs.queueUrl(queue), AttributeNames }))).Attributes
);

describe('finding queues', () => {
  it('lists those of the region by name, with URLs of this machine', async () => {
    const { QueueUrls } = await sqs.client.send(new ListQueuesCommand({}));
    expect(QueueUrls).toEqual(['orders', 'orders-dead', 'slow', 'small'].map((name) => sqs.queueUrl(name)));
    expect((await sqs.client.send(new ListQueuesCommand({ QueueNamePrefix: 'orders', MaxResults: 1 }))).QueueUrls).toEqual([sqs.queueUrl('orders')]);
    expect((await sqs.client.send(new ListQueuesCommand({ QueueNamePrefix: 'x' }))).QueueUrls).toBeUndefined();
  });

  it('by name', async () => {
    expect((await sqs.client.send(new GetQueueUrlCommand({ QueueName: 'orders' }))).QueueUrl).toBe(sqs.queueUrl('orders'));
    expect(await errorOf(sqs.client.send(new GetQueueUrlCommand({ QueueName: 'none' })))).toMatchObject({ name: 'QueueDoesNotExist', status: 400 });
  });

  test.each(['https://sqs.us-east-1.amazonaws.com/000000000000/orders', 'http://elsewhere:9324/000000000000/orders'])('by the path of %s', async (QueueUrl) => {
    await sqs.send('orders', 'hello', { QueueUrl });
    expect(await sqs.bodies('orders')).toEqual(['hello']);
  });

  test.each(['https://sqs.us-east-1.amazonaws.com/111111111111/orders', 'https://sqs.us-east-1.amazonaws.com/000000000000/none', 'orders'])('not by %s', async (QueueUrl) => {
    expect(await errorOf(sqs.send('orders', 'hello', { QueueUrl }))).toEqual({ name: 'QueueDoesNotExist', message: 'The specified queue does not exist.', status: 400 });
  });
});

describe('a message', () => {
  it('is received once, hidden, and received again when it was not deleted in time', async () => {
    const { id } = await sqs.send('orders', 'a');
    const [first] = await sqs.receive('orders', { MessageSystemAttributeNames: ['All'] });
    expect(first).toMatchObject({ MessageId: id, Body: 'a', Attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(NOON), ApproximateFirstReceiveTimestamp: String(NOON) } });
    sqs.advanceSeconds(29.999);
    expect(await sqs.receive('orders')).toEqual([]);
    sqs.advanceSeconds(0.001);
    const [again] = await sqs.receive('orders', { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(again).toMatchObject({ MessageId: id, Attributes: { ApproximateReceiveCount: '2' } });
    expect(again?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  });

  it('is gone when it was deleted, and deleting it again is no error', async () => {
    await sqs.send('orders', 'a');
    const deletion = new DeleteMessageCommand({ QueueUrl: sqs.queueUrl('orders'), ReceiptHandle: await handleOf('orders') });
    await sqs.client.send(deletion);
    await sqs.client.send(deletion);
    sqs.advanceSeconds(60);
    expect(await sqs.receive('orders')).toEqual([]);
  });

  it('stays when the handle of an earlier receipt is used', async () => {
    await sqs.send('orders', 'a');
    const ReceiptHandle = await handleOf('orders');
    sqs.advanceSeconds(30);
    await sqs.receive('orders', { VisibilityTimeout: 5 });
    await sqs.client.send(new DeleteMessageCommand({ QueueUrl: sqs.queueUrl('orders'), ReceiptHandle }));
    expect(await attributesOf('orders', 'All')).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '1' });
  });

  it('is hidden for longer or shorter on demand', async () => {
    await sqs.send('orders', 'a');
    const change = { QueueUrl: sqs.queueUrl('orders'), ReceiptHandle: await handleOf('orders') };
    await sqs.client.send(new ChangeMessageVisibilityCommand({ ...change, VisibilityTimeout: 100 }));
    sqs.advanceSeconds(99);
    expect(await sqs.receive('orders')).toEqual([]);
    await sqs.client.send(new ChangeMessageVisibilityCommand({ ...change, VisibilityTimeout: 0 }));
    expect(await sqs.bodies('orders', { VisibilityTimeout: 0 })).toEqual(['a']);
    expect(await errorOf(sqs.client.send(new ChangeMessageVisibilityCommand({ ...change, VisibilityTimeout: 1 })))).toMatchObject({ name: 'MessageNotInflight' });
  });

  it('goes to the dead-letter queue when it is asked for once more than allowed', async () => {
    const { id } = await sqs.send('orders', 'poison');
    for (let receipt = 0; receipt < 2; receipt++) expect(await sqs.bodies('orders', { VisibilityTimeout: 0 })).toEqual(['poison']);
    expect(await sqs.bodies('orders-dead')).toEqual([]);
    expect(await sqs.bodies('orders')).toEqual([]);
    const [dead] = await sqs.receive('orders-dead', { MessageSystemAttributeNames: ['All'] });
    expect(dead).toMatchObject({ MessageId: id, Attributes: { ApproximateReceiveCount: '3', SentTimestamp: String(NOON), DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:000000000000:orders' } });
  });

  it('comes after the delay of the queue, or its own', async () => {
    await sqs.send('slow', 'as the queue says');
    await sqs.send('slow', 'at once', { DelaySeconds: 0 });
    expect(await sqs.bodies('slow')).toEqual(['at once']);
    expect(await attributesOf('slow', 'All')).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1', ApproximateNumberOfMessagesNotVisible: '1' });
    sqs.advanceSeconds(10);
    expect(await sqs.bodies('slow')).toEqual(['as the queue says']);
  });

  it('is dropped when it is too old', async () => {
    await sqs.send('slow', 'a', { DelaySeconds: 0 });
    sqs.advanceSeconds(60);
    expect(await sqs.receive('slow', { WaitTimeSeconds: 0 })).toEqual([]);
  });

  it('outlives a reload, with what the new template says', async () => {
    await sqs.send('small', 'a');
    sqs.queues.apply([queueModel('small', { visibilityTimeout: 5 })]);
    expect(await sqs.bodies('small')).toEqual(['a']);
    sqs.advanceSeconds(5);
    expect(await sqs.bodies('small')).toEqual(['a']);
    expect(await errorOf(sqs.send('orders', 'b'))).toMatchObject({ name: 'QueueDoesNotExist' });
  });
});

describe('attributes of a message', () => {
  const MessageAttributes = {
    'shop.kind': { DataType: 'String', StringValue: 'größer' },
    'shop.count': { DataType: 'Number.int', StringValue: '12' },
    'raw': { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255, 1]) },
  };

  it('come back as they were asked for; the SDK checks the hash of the body itself', async () => {
    await sqs.send('orders', 'ä\n€', { MessageAttributes });
    const [all] = await sqs.receive('orders', { MessageAttributeNames: ['All'], VisibilityTimeout: 0 });
    expect(all?.MessageAttributes).toMatchObject(MessageAttributes);
    const [some] = await sqs.receive('orders', { MessageAttributeNames: ['shop.*'], VisibilityTimeout: 0 });
    expect(Object.keys(some?.MessageAttributes ?? {})).toEqual(['shop.kind', 'shop.count']);
    expect(all?.MD5OfMessageAttributes).not.toBe(some?.MD5OfMessageAttributes);
  });

  it('have the hash of the service', async () => {
    // What AWS answers to this attribute, as several emulators have recorded.
    await sqs.send('orders', 'a', { MessageAttributes: { timestamp: { DataType: 'Number', StringValue: '1493147359900' } } });
    const [message] = await sqs.receive('orders', { MessageAttributeNames: ['.*'] });
    expect(message?.MD5OfMessageAttributes).toBe('235c5c510d26fb653d073faed50ae77c');
  });

  it('of the service itself: a trace', async () => {
    await sqs.send('orders', 'a', { MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-a-b' } } });
    expect((await sqs.receive('orders', { MessageSystemAttributeNames: ['AWSTraceHeader'] }))[0]?.Attributes).toEqual({ AWSTraceHeader: 'Root=1-a-b' });
  });
});

describe('waiting for messages', () => {
  it('ends when one comes', async () => {
    const waiting = sqs.bodies('orders', { WaitTimeSeconds: 20 });
    await sqs.bodies('orders');
    await sqs.send('orders', 'a');
    expect(await waiting).toEqual(['a']);
  });

  it('ends when a delayed one can be received, and when time is over', async () => {
    await sqs.send('slow', 'a', { DelaySeconds: 3 });
    const [first, second] = [sqs.bodies('slow'), sqs.bodies('slow')];
    await sqs.client.send(new ListQueuesCommand({}));
    await untilWaiting(() => sqs.advanceSeconds(3), first);
    expect(await first).toEqual(['a']);
    await untilWaiting(() => sqs.advanceSeconds(5), second);
    expect(await second).toEqual([]);
  });

  it('gives nothing to a caller who went away', async () => {
    const abort = new AbortController();
    const queue = sqs.queues.findByName('orders', 'us-east-1');
    const left = queue?.receive({ most: 1, wait: 20 }, abort.signal);
    abort.abort();
    await sqs.send('orders', 'a');
    expect(await left).toEqual([]);
    expect(await sqs.bodies('orders')).toEqual(['a']);
  });

  /** Steers the clock again and again, because the request may still be on its way. */
  async function untilWaiting(step: () => void, until: Promise<unknown>): Promise<void> {
    let done = false;
    void until.then(() => { done = true; });
    while (!done) {
      step();
      await new Promise((resolve) => { setImmediate(resolve); });
    }
  }
});

describe('batches', () => {
  const batch = async (...ids: string[]): Promise<unknown> => (
    sqs.client.send(new SendMessageBatchCommand({ QueueUrl: sqs.queueUrl('small'), Entries: ids.map((Id) => ({ Id, MessageBody: Id === 'large' ? 'x'.repeat(2_000) : Id })) }))
  );

  it('do what can be done, and say what can\'t', async () => {
    expect(await batch('a', 'large', 'b')).toMatchObject({ Successful: [{ Id: 'a' }, { Id: 'b' }], Failed: [{ Id: 'large', SenderFault: true, Code: 'InvalidParameterValue' }] });
    const messages = await sqs.receive('small');
    expect(messages.map(({ Body }) => Body)).toEqual(['a', 'b']);
    const Entries = [...messages.map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle })), { Id: 'wrong', ReceiptHandle: 'wrong' }];
    const deleted = await sqs.client.send(new DeleteMessageBatchCommand({ QueueUrl: sqs.queueUrl('small'), Entries }));
    expect(deleted).toMatchObject({ Successful: [{ Id: 'm0' }, { Id: 'm1' }], Failed: [{ Id: 'wrong', Code: 'ReceiptHandleIsInvalid' }] });
  });

  test.each([
    ['no entries', [], 'EmptyBatchRequest'], ['one id twice', ['a', 'a'], 'BatchEntryIdsNotDistinct'], ['an id that is none', ['a b'], 'InvalidBatchEntryId'],
    ['eleven entries', Array.from({ length: 11 }, (_, index) => `m${index}`), 'TooManyEntriesInBatchRequest'],
  ])('are refused with %s', async (_what, ids, name) => {
    expect(await errorOf(batch(...ids))).toMatchObject({ name, status: 400 });
    expect(await sqs.receive('small')).toEqual([]);
  });
});

test.each<[string, () => Promise<unknown>, string]>([
  ['an empty body', () => sqs.send('orders', ''), 'MissingParameter'],
  ['a body that is too large', () => sqs.send('small', 'x'.repeat(1_025)), 'InvalidParameterValue'],
  ['attributes that are too large', () => sqs.send('small', 'x', { MessageAttributes: { a: { DataType: 'String', StringValue: 'x'.repeat(1_024) } } }), 'InvalidParameterValue'],
  ['a delay that is too long', () => sqs.send('orders', 'x', { DelaySeconds: 901 }), 'InvalidParameterValue'],
  ['a deduplication id', () => sqs.send('orders', 'x', { MessageDeduplicationId: 'a' }), 'InvalidParameterValue'],
  ['a type of attribute that is none', () => sqs.send('orders', 'x', { MessageAttributes: { a: { DataType: 'Text', StringValue: 'x' } } }), 'InvalidParameterValue'],
  ['a number that is none', () => sqs.send('orders', 'x', { MessageAttributes: { a: { DataType: 'Number', StringValue: 'x' } } }), 'InvalidParameterValue'],
  ['an attribute of AWS', () => sqs.send('orders', 'x', { MessageAttributes: { 'AWS.a': { DataType: 'String', StringValue: 'x' } } }), 'InvalidParameterValue'],
  ['eleven messages', () => sqs.receive('orders', { MaxNumberOfMessages: 11 }), 'InvalidParameterValue'],
  ['a wait that is too long', () => sqs.receive('orders', { WaitTimeSeconds: 21 }), 'InvalidParameterValue'],
  ['a handle that is none', () => sqs.client.send(new DeleteMessageCommand({ QueueUrl: sqs.queueUrl('orders'), ReceiptHandle: 'x' })), 'ReceiptHandleIsInvalid'],
])('%s is refused', async (_what, act, name) => {
  expect(await errorOf(act())).toMatchObject({ name });
});

test('a purged queue is empty', async () => {
  await sqs.send('orders', 'a');
  await sqs.client.send(new PurgeQueueCommand({ QueueUrl: sqs.queueUrl('orders') }));
  expect(await attributesOf('orders', 'All')).toEqual({
    QueueArn: 'arn:aws:sqs:us-east-1:000000000000:orders',
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
    ApproximateNumberOfMessagesDelayed: '0',
    CreatedTimestamp: String(NOON / 1000),
    LastModifiedTimestamp: String(NOON / 1000),
    VisibilityTimeout: '30',
    MaximumMessageSize: '1048576',
    MessageRetentionPeriod: '345600',
    DelaySeconds: '0',
    ReceiveMessageWaitTimeSeconds: '0',
    RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:orders-dead","maxReceiveCount":2}',
    SqsManagedSseEnabled: 'true',
  });
  expect(await attributesOf('orders', 'FifoQueue')).toBeUndefined();
});
