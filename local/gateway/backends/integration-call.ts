/** What the gateway noted about the call of an integration. */
export interface IntegrationCall {
  readonly startedAt: number;
  latency?: number;
  /** Status of the service that was called. */
  status?: number;
  /** Status that a function answered with. */
  backendStatus?: number;
  error?: string;
  requestId?: string;
}
