import { createHash, randomUUID } from 'node:crypto';
import { Deduplication, Sent } from './deduplication';
import { NewMessage, ReceivedMessage, StoredMessage } from './message';
import { messageOfReceipt, newReceiptHandle } from './receipt-handle';
import { SQS_ERRORS } from './sqs-errors';
import { WaitingReceivers } from './waiting-receivers';
import { Clock } from '../../clock';
import { QueueModel } from '../../model/queues/queue';

export interface ReceiveRequest {
  /** 1 to 10. */
  readonly most: number;
  /** Seconds; absent: as the queue says. */
  readonly visibilityTimeout?: number;
  /** Seconds; absent: as the queue says. */
  readonly wait?: number;
}

export interface QueueOptions {
  readonly clock: Clock;
  /** Where messages go that were received too often; undefined: there is no such queue. */
  readonly deadLetters: (arn: string) => Queue | undefined;
}

/**
 * A queue and its messages, in memory. SDKs reach it over the wire; an event source may poll it as it is:
 * `receive`, then `delete` what was done and `changeVisibility` of what was not.
 */
export class Queue {
  public readonly createdAt: number;
  private readonly messages = new Map<string, StoredMessage>();
  private readonly deduplication = new Deduplication();
  private readonly receivers: WaitingReceivers<ReceivedMessage[]>;
  private sequence = 0;

  /** @param model may be replaced by the one of a later template */
  public constructor(public model: QueueModel, private readonly options: QueueOptions) {
    this.createdAt = this.now;
    this.receivers = new WaitingReceivers(options.clock, () => this.nextVisibleAt());
  }

  /** Takes a message in; a FIFO queue only if it was not sent before. */
  public send(message: NewMessage): Sent {
    const { fifo, delay } = this.model;
    const deduplicationId = message.deduplicationId ?? (fifo && contentHash(message.body));
    const key = fifo && `${fifo.deduplicationScope === 'messageGroup' ? message.groupId ?? '' : ''}\n${deduplicationId ?? ''}`;
    const before = key === undefined ? undefined : this.deduplication.find(key, this.now);
    if (before) return before;
    const sent: Sent = { id: randomUUID(), ...(fifo && { sequenceNumber: this.nextSequenceNumber() }) };
    if (key !== undefined) this.deduplication.remember(key, sent, this.now);
    const visibleAt = this.now + (message.delay ?? delay) * 1000;
    const told = deduplicationId === undefined ? {} : { deduplicationId };
    this.add({ ...message, ...sent, ...told, sentAt: this.now, visibleAt, receiveCount: 0, receivesHere: 0 });
    return sent;
  }

  /** Messages that nobody else receives for a while. Waits for the first, no longer than asked. */
  public async receive(request: ReceiveRequest, gone: AbortSignal): Promise<readonly ReceivedMessage[]> {
    const attempt = (): ReceivedMessage[] | undefined => {
      const messages = this.take(request);
      return messages.length === 0 ? undefined : messages;
    };
    return await this.receivers.wait(attempt, (request.wait ?? this.model.receiveWait) * 1000, gone) ?? [];
  }

  /** Removes a message that was received. @throws ServiceError for a handle that is none of this queue, or of a FIFO queue has expired */
  public delete(receiptHandle: string): void {
    const message = this.find(receiptHandle);
    if (!message) return;
    const isCurrent = message.receiptHandle === receiptHandle && (!this.model.fifo || message.visibleAt > this.now);
    if (isCurrent) {
      this.messages.delete(message.id);
      // The next message of the group can be received.
      this.receivers.wake();
    } else if (this.model.fifo) {
      throw SQS_ERRORS.invalidValue(receiptHandle, 'ReceiptHandle', 'The receipt handle has expired.');
    }
  }

  /** Hides a message in flight for so many seconds from now. @throws ServiceError */
  public changeVisibility(receiptHandle: string, seconds: number): void {
    const message = this.find(receiptHandle);
    if (!message) throw SQS_ERRORS.invalidValue(receiptHandle, 'ReceiptHandle', 'Message does not exist or is not available for visibility timeout change.');
    if (message.receiptHandle !== receiptHandle || message.visibleAt <= this.now) throw SQS_ERRORS.notInFlight();
    message.visibleAt = this.now + seconds * 1000;
    this.receivers.wake();
  }

  public purge(): void {
    this.messages.clear();
  }

  /** How many messages there are: to be received, in flight, and delayed. */
  public counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    this.dropOld();
    const hidden = [...this.messages.values()].filter(({ visibleAt }) => visibleAt > this.now);
    const inFlight = hidden.filter(({ receiptHandle }) => receiptHandle !== undefined).length;
    return { visible: this.messages.size - hidden.length, inFlight, delayed: hidden.length - inFlight };
  }

  private get now(): number {
    return this.options.clock.now();
  }

  private add(message: StoredMessage): void {
    this.messages.set(message.id, message);
    this.receivers.wake();
  }

  private take({ most, visibilityTimeout = this.model.visibilityTimeout }: ReceiveRequest): ReceivedMessage[] {
    this.dropOld();
    const taken: ReceivedMessage[] = [];
    const blockedGroups = new Set<string | undefined>();
    for (const message of this.messages.values()) {
      if (taken.length === most) break;
      if (this.model.fifo && blockedGroups.has(message.groupId)) continue;
      if (message.visibleAt > this.now) {
        // What comes after it in its group has to wait for it.
        blockedGroups.add(message.groupId);
      } else if (!this.moveToDeadLetters(message)) {
        taken.push(this.hand(message, visibilityTimeout));
      }
    }
    return taken;
  }

  private hand(message: StoredMessage, visibilityTimeout: number): ReceivedMessage {
    const receiptHandle = newReceiptHandle(this.model.name, message.id);
    message.receiptHandle = receiptHandle;
    message.visibleAt = this.now + visibilityTimeout * 1000;
    message.firstReceivedAt ??= this.now;
    message.receiveCount++;
    message.receivesHere++;
    return { ...message, receiptHandle };
  }

  /** The service looks at the count when somebody asks for the message once more, not before. */
  private moveToDeadLetters(message: StoredMessage): boolean {
    const { redrive, arn } = this.model;
    if (!redrive || message.receivesHere < redrive.maxReceiveCount) return false;
    const target = this.options.deadLetters(redrive.deadLetterArn);
    if (!target || target === this) return false;
    this.messages.delete(message.id);
    const { receiptHandle: _handle, ...moved } = message;
    // The age goes on; a FIFO queue counts it anew.
    const sentAt = target.model.fifo ? this.now : message.sentAt;
    const order = target.model.fifo && { sequenceNumber: target.nextSequenceNumber() };
    target.add({ ...moved, ...order, sentAt, visibleAt: this.now, receivesHere: 0, deadLetterSource: arn });
    return true;
  }

  private dropOld(): void {
    const oldest = this.now - this.model.retention * 1000;
    for (const { id, sentAt } of this.messages.values()) if (sentAt <= oldest) this.messages.delete(id);
  }

  private nextVisibleAt(): number | undefined {
    let next: number | undefined;
    for (const { visibleAt } of this.messages.values()) if (visibleAt > this.now && (next === undefined || visibleAt < next)) next = visibleAt;
    return next;
  }

  /** The message of a handle; undefined: it is gone. */
  private find(receiptHandle: string): StoredMessage | undefined {
    const id = messageOfReceipt(this.model.name, receiptHandle);
    if (id === undefined) throw SQS_ERRORS.receiptHandleInvalid(receiptHandle);
    return this.messages.get(id);
  }

  private nextSequenceNumber(): string {
    return String(18_850_000_000_000_000_000n + BigInt(this.sequence++) * 256n);
  }
}

function contentHash(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
