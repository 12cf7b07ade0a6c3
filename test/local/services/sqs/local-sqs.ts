import { Message, ReceiveMessageCommand, ReceiveMessageCommandInput, SendMessageCommand, SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { LocalClock } from '../../../../local/local-clock';
import { QueueModel } from '../../../../local/model/queues/queue';
import { EmbeddedQueues } from '../../../../local/services/sqs/embedded-queues';
import { sqsService } from '../../../../local/services/sqs/sqs-service';
import { ServiceEndpoint } from '../../../../local/services/wire/service-endpoint';
import { RecordingReporter } from '../../../support/recording-reporter';

export const NOON = Date.UTC(2026, 10, 21, 12);

/** A queue with the defaults of the service. */
export function queueModel(name: string, more: Partial<QueueModel> = {}): QueueModel {
  return {
    stack: 'Shop',
    logicalId: name,
    name,
    region: 'us-east-1',
    account: '000000000000',
    arn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
    url: `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`,
    delay: 0,
    visibilityTimeout: 30,
    retention: 345_600,
    receiveWait: 0,
    maximumBytes: 1_048_576,
    ...more,
  };
}

export const FIFO = { contentBasedDeduplication: false, deduplicationScope: 'queue', throughputLimit: 'perQueue' } as const;

export interface SentMessage {
  readonly id: string;
  readonly sequence: string | undefined;
}

export interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
}

/** Queues on a clock that stands still at noon, and an unmodified SDK that talks to them. */
export class LocalSqs {
  public static async start(...models: readonly QueueModel[]): Promise<LocalSqs> {
    const clock = LocalClock.frozenAt(NOON);
    const queues = new EmbeddedQueues(clock);
    queues.apply(models);
    const reporter = new RecordingReporter();
    const endpoint: ServiceEndpoint = await ServiceEndpoint.open({ services: [sqsService(queues, () => endpoint.url)], defaultRegion: () => 'us-east-1', reporter });
    return new LocalSqs(clock, queues, endpoint);
  }

  public readonly client: SQSClient;

  private constructor(public readonly clock: LocalClock, public readonly queues: EmbeddedQueues, private readonly endpoint: ServiceEndpoint) {
    this.client = new SQSClient({ endpoint: endpoint.url, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' }, maxAttempts: 1 });
  }

  public get url(): string {
    return this.endpoint.url;
  }

  public queueUrl(name: string): string {
    return `${this.endpoint.url}/000000000000/${name}`;
  }

  public async send(queue: string, body: string, more: Partial<SendMessageCommandInput> = {}): Promise<SentMessage> {
    const { MessageId = '', SequenceNumber } = await this.client.send(new SendMessageCommand({ QueueUrl: this.queueUrl(queue), MessageBody: body, ...more }));
    return { id: MessageId, sequence: SequenceNumber };
  }

  public async receive(queue: string, more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> {
    const { Messages = [] } = await this.client.send(new ReceiveMessageCommand({ QueueUrl: this.queueUrl(queue), MaxNumberOfMessages: 10, ...more }));
    return Messages;
  }

  /** Bodies of all that can be received at once. */
  public async bodies(queue: string, more: Partial<ReceiveMessageCommandInput> = {}): Promise<(string | undefined)[]> {
    return (await this.receive(queue, more)).map(({ Body }) => Body);
  }

  /** Sends a form, as the query protocol does. */
  public async form(fields: Readonly<Record<string, string>>, path = '/'): Promise<Response> {
    return fetch(`${this.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
  }

  public advanceSeconds(seconds: number): void {
    this.clock.advance(seconds * 1000);
  }

  public async close(): Promise<void> {
    this.client.destroy();
    this.clock.close();
    await this.endpoint.close();
  }
}

/** Name of the error that a promise rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<SdkError> {
  try {
    await promise;
  } catch (error) {
    const { name, message, $metadata } = error as { name: string; message: string; $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error('expected an error');
}
