import { ServiceError } from './service-error';
import { WireObject } from './wire-value';

/** An answer, ready to be sent. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** One of the forms in which SDKs put a call into an HTTP request. */
export interface Protocol {
  /** @throws ServiceError `SerializationException` when the body is not of this form */
  read(body: Buffer): WireObject;
  reply(operation: string, output: WireObject, requestId: string): WireReply;
  fail(error: ServiceError, requestId: string): WireReply;
}
