import type { Duration } from 'aws-cdk-lib';
import type { HttpBackendOptions } from './http-backend-options';

/** Options of a state machine that is started. */
export interface HttpStartExecutionOptions extends HttpBackendOptions {
  /**
   * Input of the execution, JSON: an expression, or text with expressions in braces.
   *
   * @default '$request.body'
   */
  readonly input?: string;
  /**
   * Name of the execution, an expression. One name starts one execution within 90 days, so a client's key makes calls idempotent.
   *
   * @default - Step Functions makes one up
   */
  readonly executionName?: string;
}

/** Options of a message that is sent to a queue. */
export interface HttpSendMessageOptions extends HttpBackendOptions {
  /**
   * The message: an expression, or text with expressions in braces.
   *
   * @default '$request.body'
   */
  readonly messageBody?: string;
  /**
   * Messages of one group are received in order. An expression.
   *
   * @default - none; FIFO queues need one
   */
  readonly messageGroupId?: string;
  /**
   * Messages with one id are taken once within five minutes. An expression, FIFO queues only.
   *
   * @default - none; FIFO queues then need content based deduplication
   */
  readonly messageDeduplicationId?: string;
  /**
   * How long nobody receives the message, up to 15 minutes.
   *
   * @default - the queue's
   */
  readonly delay?: Duration;
}

/** Options of an event that is put on an event bus. */
export interface HttpPutEventsOptions extends HttpBackendOptions {
  /** Who says it, like `'com.example.orders'`, which rules match on. */
  readonly source: string;
  /** What happened, like `'OrderPlaced'`: text or an expression. */
  readonly detailType: string;
  /**
   * The event, a JSON object: an expression, or text with expressions in braces.
   *
   * @default '$request.body'
   */
  readonly detail?: string;
}

/** Options of a record that is put on a data stream. */
export interface HttpPutRecordOptions extends HttpBackendOptions {
  /**
   * The record, an expression like `'$request.body.data'`. What it yields must be base64, because Kinesis Data Streams gets it as it is.
   */
  readonly data: string;
  /**
   * Records of one key are read in order. An expression.
   *
   * @default '$context.requestId' - records spread over all shards
   */
  readonly partitionKey?: string;
}

/** Options of a configuration that is read. */
export interface HttpGetConfigurationOptions extends HttpBackendOptions {
  /**
   * Who reads: AWS AppConfig rolls a deployment out client by client. An expression.
   *
   * @default '$context.apiId' - the API is one client, so that all callers see one version
   */
  readonly clientId?: string;
  /**
   * The version that the caller has, an expression like `'$request.querystring.version'`. AWS AppConfig then answers with a body only if there is a newer one,
   * and bills less.
   *
   * @default - the configuration is always sent
   */
  readonly clientConfigurationVersion?: string;
}
