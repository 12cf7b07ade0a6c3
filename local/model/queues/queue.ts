/** A queue of the template. Times are seconds, as in its properties. */
export interface QueueModel {
  readonly stack: string;
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** Its address on AWS, which is what `Ref` gives. */
  readonly url: string;
  readonly region: string;
  readonly account: string;
  readonly delay: number;
  readonly visibilityTimeout: number;
  readonly retention: number;
  readonly receiveWait: number;
  readonly maximumBytes: number;
  /** Absent: a standard queue. */
  readonly fifo?: QueueOrder;
  /** Absent: messages stay until they are deleted or too old. */
  readonly redrive?: QueueRedrive;
}

/** What a FIFO queue promises. */
export interface QueueOrder {
  /** Messages without a deduplication id are told apart by the hash of their bodies. */
  readonly contentBasedDeduplication: boolean;
  readonly deduplicationScope: 'queue' | 'messageGroup';
  readonly throughputLimit: 'perQueue' | 'perMessageGroupId';
}

/** Where messages go that were received so often without being deleted. */
export interface QueueRedrive {
  readonly deadLetterArn: string;
  readonly maxReceiveCount: number;
}
