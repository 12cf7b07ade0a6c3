import { EmbeddedQueues } from './embedded-queues';
import { changeMessageVisibility, changeMessageVisibilityBatch } from './operations/change-visibility';
import { deleteMessage, deleteMessageBatch } from './operations/delete-message';
import { getQueueAttributes, purgeQueue } from './operations/queue-attributes';
import { getQueueUrl, listQueues } from './operations/queue-urls';
import { receiveMessage } from './operations/receive-message';
import { sendMessage, sendMessageBatch } from './operations/send-message';
import { sqsQuery } from './sqs-query';
import { AwsService } from '../wire/aws-service';

/**
 * Amazon SQS, as far as it is served. Queues come from the templates alone: nothing creates, changes or deletes one.
 *
 * @param endpoint where the service answers; known only once it does
 */
export function sqsService(queues: EmbeddedQueues, endpoint: () => string): AwsService {
  return {
    signingName: 'sqs',
    target: 'AmazonSQS',
    query: sqsQuery(),
    operations: new Map([
      ['ChangeMessageVisibility', changeMessageVisibility(queues)],
      ['ChangeMessageVisibilityBatch', changeMessageVisibilityBatch(queues)],
      ['DeleteMessage', deleteMessage(queues)],
      ['DeleteMessageBatch', deleteMessageBatch(queues)],
      ['GetQueueAttributes', getQueueAttributes(queues)],
      ['GetQueueUrl', getQueueUrl(queues, endpoint)],
      ['ListQueues', listQueues(queues, endpoint)],
      ['PurgeQueue', purgeQueue(queues)],
      ['ReceiveMessage', receiveMessage(queues)],
      ['SendMessage', sendMessage(queues)],
      ['SendMessageBatch', sendMessageBatch(queues)],
    ]),
  };
}
