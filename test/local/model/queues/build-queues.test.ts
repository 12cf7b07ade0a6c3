import { QueueModel } from '../../../../local/model/queues/queue';
import { first, modelOf } from '../temporary-model';

const queue = (Properties: object = {}): object => ({ Type: 'AWS::SQS::Queue', Properties });
const queueOf = async (properties: object): Promise<QueueModel> => first((await modelOf({ Queue: queue(properties) })).queues);

test('a queue has the defaults of the service, and the ids that the template refers to', async () => {
  const { queues, notServed } = await modelOf({
    Orders: queue(),
    Shop: { Type: 'AWS::SSM::Parameter', Properties: { Name: 'url', Value: { 'Fn::Join': [' ', [{ Ref: 'Orders' }, { 'Fn::GetAtt': ['Orders', 'Arn'] }, { 'Fn::GetAtt': ['Orders', 'QueueName'] }]] } } },
  });
  const { name, arn, url, ...rest } = first(queues);
  expect(name).toMatch(/^Shop-Orders-[A-Z0-9]{12}$/);
  expect([arn, url]).toEqual([`arn:aws:sqs:eu-west-1:000000000000:${name}`, `https://sqs.eu-west-1.amazonaws.com/000000000000/${name}`]);
  expect(rest).toEqual({
    stack: 'Shop', logicalId: 'Orders', region: 'eu-west-1', account: '000000000000', delay: 0, visibilityTimeout: 30, retention: 345_600, receiveWait: 0, maximumBytes: 1_048_576,
  });
  expect(notServed).toEqual([]);
});

test('a queue with everything', async () => {
  const redrive = { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: '3' };
  const { queues } = await modelOf({
    Queue: queue({
      QueueName: 'orders.fifo',
      FifoQueue: true,
      ContentBasedDeduplication: 'true',
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      DelaySeconds: '5',
      VisibilityTimeout: 60,
      MessageRetentionPeriod: 120,
      ReceiveMessageWaitTimeSeconds: 20,
      MaximumMessageSize: 2048,
      RedrivePolicy: redrive,
    }),
    Dead: queue({ FifoQueue: true }),
  });
  expect(first(queues)).toMatchObject({
    name: 'orders.fifo',
    delay: 5,
    visibilityTimeout: 60,
    retention: 120,
    receiveWait: 20,
    maximumBytes: 2_048,
    fifo: { contentBasedDeduplication: true, deduplicationScope: 'messageGroup', throughputLimit: 'perMessageGroupId' },
    redrive: { deadLetterArn: queues[1]?.arn, maxReceiveCount: 3 },
  });
});

test('a redrive policy may be a text', async () => {
  const RedrivePolicy = '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:000000000000:dead","maxReceiveCount":2}';
  const { queues } = await modelOf({ Queue: queue({ RedrivePolicy }), Dead: queue({ QueueName: 'dead' }) });
  expect(first(queues).redrive).toEqual({ deadLetterArn: 'arn:aws:sqs:eu-west-1:000000000000:dead', maxReceiveCount: 2 });
});

test('a dead-letter queue elsewhere is named', async () => {
  const { notServed } = await modelOf({ Queue: queue({ RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:1:other', maxReceiveCount: 2 } }) });
  expect(notServed).toEqual([expect.objectContaining({ logicalId: 'Queue', detail: expect.stringContaining('arn:aws:sqs:eu-west-1:1:other is in no loaded template') })]);
});

test.each<[string, object, string]>([
  ['a delay that is too long', { DelaySeconds: 901 }, 'a whole number from 0 to 900'], ['half a second', { VisibilityTimeout: 0.5 }, 'a whole number from 0 to 43200'],
  ['a FIFO queue by another name', { FifoQueue: true, QueueName: 'orders' }, 'a name that ends in .fifo'], ['the name of a FIFO queue', { QueueName: 'orders.fifo' }, 'true, because the name ends in .fifo'],
  ['a policy that is none', { RedrivePolicy: 'x' }, 'an object with deadLetterTargetArn'],
])('%s is refused', async (_what, properties, message) => {
  await expect(queueOf(properties)).rejects.toThrow(message);
});

test('a dead-letter queue of the other kind is refused', async () => {
  const RedrivePolicy = { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 };
  await expect(modelOf({ Queue: queue({ RedrivePolicy }), Dead: queue({ FifoQueue: true }) })).rejects.toThrow('a dead-letter queue that is a standard queue too');
});
