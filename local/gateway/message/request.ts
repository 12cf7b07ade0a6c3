/** A request as it came in, parsed once, before any step of a pipeline has judged it. */
export interface GatewayRequest {
  readonly method: string;
  /** Path behind the stage, percent-encoded as sent, with a leading slash. */
  readonly rawPath: string;
  /** Query string as sent, without the question mark; empty when there is none. */
  readonly rawQuery: string;
  /** Decoded query parameters, values in the order of their appearance. */
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Headers by lower-case name. */
  readonly headers: ReadonlyMap<string, GatewayHeader>;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** Milliseconds since the epoch, on the gateway's clock. */
  readonly receivedAt: number;
}

export interface GatewayHeader {
  /** Name as the caller wrote it. */
  readonly name: string;
  /** All values in the order of their appearance. */
  readonly values: readonly string[];
}
