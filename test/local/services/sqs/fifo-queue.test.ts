import { ChangeMessageVisibilityCommand, DeleteMessageCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { errorOf, FIFO, LocalSqs, NOON, queueModel } from './local-sqs';
import { LocalClock } from '../../../../local/local-clock';
import { Queue } from '../../../../local/services/sqs/queue';

const deadLetters = queueModel('dead.fifo', { fifo: FIFO });
let sqs: LocalSqs;
beforeEach(async () => {
  sqs = await LocalSqs.start(
    queueModel('orders.fifo', { fifo: { ...FIFO, contentBasedDeduplication: true }, redrive: { deadLetterArn: deadLetters.arn, maxReceiveCount: 1 } }), deadLetters,
    queueModel('groups.fifo', { fifo: { ...FIFO, deduplicationScope: 'messageGroup', throughputLimit: 'perMessageGroupId' } }),
  );
});
afterEach(async () => sqs.close());

const remove = async (queue: string, ReceiptHandle: string | undefined): Promise<unknown> => (
  sqs.client.send(new DeleteMessageCommand({ QueueUrl: sqs.queueUrl(queue), ReceiptHandle }))
);

test('a group is received in order, and goes on when what was received is deleted', async () => {
  for (const body of ['a1', 'b1', 'a2', 'a3']) await sqs.send('orders.fifo', body, { MessageGroupId: body.charAt(0) });
  const [first] = await sqs.receive('orders.fifo', { MaxNumberOfMessages: 1 });
  expect(first?.Body).toBe('a1');
  expect(await sqs.bodies('orders.fifo')).toEqual(['b1']);
  await remove('orders.fifo', first?.ReceiptHandle);
  expect(await sqs.bodies('orders.fifo')).toEqual(['a2', 'a3']);
});

test('who waits gets the next of the group as soon as the one before is deleted', async () => {
  for (const body of ['a1', 'a2']) await sqs.send('orders.fifo', body, { MessageGroupId: 'a' });
  const [first] = await sqs.receive('orders.fifo', { MaxNumberOfMessages: 1 });
  const waiting = sqs.bodies('orders.fifo', { WaitTimeSeconds: 20 });
  await sqs.bodies('orders.fifo');
  await remove('orders.fifo', first?.ReceiptHandle);
  expect(await waiting).toEqual(['a2']);
});

test('a handle is good for as long as its message is hidden', async () => {
  await sqs.send('groups.fifo', 'a', { MessageGroupId: 'a', MessageDeduplicationId: '1' });
  const [message] = await sqs.receive('groups.fifo');
  sqs.advanceSeconds(30);
  expect(await errorOf(remove('groups.fifo', message?.ReceiptHandle))).toMatchObject({ name: 'InvalidParameterValue', message: expect.stringContaining('has expired') });
  const change = new ChangeMessageVisibilityCommand({ QueueUrl: sqs.queueUrl('groups.fifo'), ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 5 });
  expect(await errorOf(sqs.client.send(change))).toMatchObject({ name: 'MessageNotInflight' });
});

test('the same content is taken once in five minutes, even when it was deleted in the meantime', async () => {
  const first = await sqs.send('orders.fifo', 'a', { MessageGroupId: 'a' });
  const [message] = await sqs.receive('orders.fifo', { MessageSystemAttributeNames: ['All'] });
  expect(message?.Attributes).toMatchObject({ SequenceNumber: first.sequence, MessageGroupId: 'a', MessageDeduplicationId: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb' });
  await remove('orders.fifo', message?.ReceiptHandle);
  sqs.advanceSeconds(299);
  expect(await sqs.send('orders.fifo', 'a', { MessageGroupId: 'b' })).toEqual(first);
  expect(await sqs.bodies('orders.fifo')).toEqual([]);
  sqs.advanceSeconds(1);
  const again = await sqs.send('orders.fifo', 'a', { MessageGroupId: 'a' });
  expect(again.id).not.toBe(first.id);
  expect(BigInt(again.sequence ?? 0)).toBeGreaterThan(BigInt(first.sequence ?? 0));
});

test('an id tells messages apart and not their content; in groups of their own when the queue says so', async () => {
  await sqs.send('groups.fifo', 'x', { MessageGroupId: 'a', MessageDeduplicationId: '1' });
  await sqs.send('groups.fifo', 'y', { MessageGroupId: 'a', MessageDeduplicationId: '1' });
  await sqs.send('groups.fifo', 'x', { MessageGroupId: 'a', MessageDeduplicationId: '2' });
  await sqs.send('groups.fifo', 'z', { MessageGroupId: 'b', MessageDeduplicationId: '1' });
  expect(await sqs.bodies('groups.fifo')).toEqual(['x', 'x', 'z']);
});

test('a message that is received too often makes way for the next of its group', async () => {
  for (const body of ['poison', 'next']) await sqs.send('orders.fifo', body, { MessageGroupId: 'a' });
  expect(await sqs.bodies('orders.fifo', { MaxNumberOfMessages: 1, VisibilityTimeout: 0 })).toEqual(['poison']);
  expect(await sqs.bodies('orders.fifo')).toEqual(['next']);
  expect(await sqs.bodies('dead.fifo')).toEqual(['poison']);
});

test('its attributes say that it is one', async () => {
  const { Attributes } = await sqs.client.send(new GetQueueAttributesCommand({ QueueUrl: sqs.queueUrl('groups.fifo'), AttributeNames: ['All'] }));
  expect(Attributes).toMatchObject({ FifoQueue: 'true', ContentBasedDeduplication: 'false', DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' });
});

test.each<[string, string, Parameters<LocalSqs['send']>[2], string]>([
  ['no group', 'orders.fifo', {}, 'MissingParameter'],
  ['neither an id nor content that counts', 'groups.fifo', { MessageGroupId: 'a' }, 'InvalidParameterValue'],
  ['a delay', 'orders.fifo', { MessageGroupId: 'a', DelaySeconds: 1 }, 'InvalidParameterValue'],
  ['a group with a space', 'orders.fifo', { MessageGroupId: 'a b' }, 'InvalidParameterValue'],
])('%s is refused', async (_what, queue, more, name) => {
  expect(await errorOf(sqs.send(queue, 'a', more))).toMatchObject({ name });
});

test('whatever is received, deleted and given back, each group comes in the order in which it was sent', async () => {
  const groups = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 20 });
  const steps = fc.array(fc.record({ most: fc.integer({ min: 1, max: 10 }), deletes: fc.boolean() }), { maxLength: 20 });
  await fc.assert(fc.asyncProperty(groups, steps, async (sent, plan) => {
    const clock = LocalClock.frozenAt(NOON);
    const queue = new Queue(queueModel('any.fifo', { fifo: FIFO }), { clock, deadLetters: () => undefined });
    const never = new AbortController().signal;
    const nothing = { attributes: new Map(), systemAttributes: new Map() };
    sent.forEach((groupId, index) => queue.send({ ...nothing, body: String(index), groupId, deduplicationId: String(index) }));
    const done: { readonly body: string; readonly groupId?: string | undefined }[] = [];
    for (const { most, deletes } of [...plan, ...sent.map(() => ({ most: 10, deletes: true }))]) {
      for (const message of await queue.receive({ most, wait: 0 }, never)) {
        if (deletes) {
          queue.delete(message.receiptHandle);
          done.push(message);
        }
      }
      clock.advance(30_000);
    }
    const orderOf = (group: string): number[] => done.filter(({ groupId }) => groupId === group).map(({ body }) => Number(body));
    for (const group of ['a', 'b', 'c']) expect(orderOf(group)).toEqual(sent.flatMap((one, index) => (one === group ? [index] : [])));
  }), { numRuns: 60 });
});
