/** What a caller may send and how long it may take. Times are milliseconds of real time: they guard sockets, not semantics of the service. */
export interface ListenerLimits {
  /** Bytes of the request line and all header values together. */
  readonly headerBytes: number;
  /** Bytes that the parser reads as a header block before it gives up; above `headerBytes`, because header names count here. */
  readonly headerBlockBytes: number;
  /** A declared body above this many bytes gets no `100 Continue`. */
  readonly bodyBytes: number;
  /** Time for a complete header block. */
  readonly headersTimeout: number;
  /** Time for a complete request, body included. */
  readonly requestTimeout: number;
  /** Time that an unused connection stays open. */
  readonly keepAliveTimeout: number;
  /** How often the two request times are checked. */
  readonly checkInterval: number;
}

/**
 * The service's limits where it documents them.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export const DEFAULT_LIMITS: ListenerLimits = {
  headerBytes: 10_240,
  headerBlockBytes: 65_536,
  bodyBytes: 10_485_760,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 60_000,
  checkInterval: 1_000,
};
