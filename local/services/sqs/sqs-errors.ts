import { ServiceError } from '../wire/service-error';

const named = (code: string, message: string, queryCode: string) => (): ServiceError => new ServiceError(code, message, queryCode);

/** Refusals that only SQS knows. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html */
export const SQS_ERRORS = {
  queueDoesNotExist: named('QueueDoesNotExist', 'The specified queue does not exist.', 'AWS.SimpleQueueService.NonExistentQueue'),
  receiptHandleInvalid: (handle: string): ServiceError => (
    new ServiceError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`, 'ReceiptHandleIsInvalid', 404)
  ),
  notInFlight: named('MessageNotInflight', 'The message referred to is not in flight.', 'AWS.SimpleQueueService.MessageNotInflight'),
  emptyBatch: named('EmptyBatchRequest', 'There should be at least one entry in the request.', 'AWS.SimpleQueueService.EmptyBatchRequest'),
  tooManyEntries: (sent: number): ServiceError => new ServiceError(
    'TooManyEntriesInBatchRequest', `Maximum number of entries per request are 10. You have sent ${sent}.`, 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  ),
  entryIdsNotDistinct: (id: string): ServiceError => (
    new ServiceError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`, 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct')
  ),
  invalidEntryId: named(
    'InvalidBatchEntryId', 'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    'AWS.SimpleQueueService.InvalidBatchEntryId',
  ),
  batchTooLong: (most: number, sent: number): ServiceError => new ServiceError(
    'BatchRequestTooLong', `Batch requests cannot be longer than ${most} bytes. You have sent ${sent} bytes.`, 'AWS.SimpleQueueService.BatchRequestTooLong',
  ),
  invalidValue: (value: unknown, name: string, reason: string): ServiceError => (
    ServiceError.invalid(`Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`)
  ),
  missing: (name: string): ServiceError => (
    new ServiceError('MissingRequiredParameterException', `The request must contain the parameter ${name}.`, 'MissingParameter')
  ),
  invalidAttributeName: (name: string): ServiceError => (
    new ServiceError('InvalidAttributeName', `Unknown Attribute ${name}.`, 'InvalidAttributeName')
  ),
};
