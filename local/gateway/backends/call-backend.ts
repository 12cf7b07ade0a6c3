import { BackendClient, BackendRequest, BackendResult } from './backend-client';
import { TIMED_OUT, withDeadline } from './deadline';
import { IntegrationCall } from './integration-call';
import { NodeBackendClient } from './node-backend-client';
import { Clock } from '../../clock';

/** What a backend answered, or why it has no answer that can be passed on; the reason is for the developer. */
export type BackendOutcome =
  | Extract<BackendResult, { kind: 'answer' }>
  | { readonly kind: 'timeout' | 'malformed' | 'unknown-host' | 'broken'; readonly reason: string };

/** A request on its way through a gateway. */
interface Exchange {
  call: IntegrationCall | undefined;
  readonly dependencies: { readonly clock: Clock; readonly backendClient?: BackendClient };
}

export interface BackendCallOptions {
  readonly timeoutMilliseconds: number;
  /** What is noted about a call whose time ran out. */
  readonly timeoutError: string;
}

const nodeClient = new NodeBackendClient();

/** Calls a backend within the integration's timeout, and notes in the exchange how it went. */
export async function callBackend(exchange: Exchange, request: BackendRequest, options: BackendCallOptions): Promise<BackendOutcome> {
  const { timeoutMilliseconds, timeoutError } = options;
  const { clock, backendClient = nodeClient } = exchange.dependencies;
  const call: IntegrationCall = { startedAt: clock.now() };
  exchange.call = call;
  const abort = new AbortController();
  const result = await withDeadline(clock, timeoutMilliseconds, backendClient.send(request, abort.signal), () => abort.abort());
  call.latency = Math.round(clock.now() - call.startedAt);
  if (result === TIMED_OUT) {
    call.error = timeoutError;
    return { kind: 'timeout', reason: `the backend ${request.origin} did not answer within ${timeoutMilliseconds} ms` };
  }
  if (result.kind === 'answer') {
    call.status = result.status;
    if (result.status >= 200 && result.status <= 599) return result;
    call.error = 'Malformed response of the endpoint';
    return { kind: 'malformed', reason: `the backend ${request.origin} answered with the status ${result.status}: expected 200 to 599` };
  }
  call.error = result.kind === 'unknown-host' ? 'Invalid endpoint address' : 'Network error communicating with endpoint';
  return { kind: result.kind, reason: `the backend ${request.origin} can't be reached: ${result.reason}; --backend <origin>=<local origin> sends its requests elsewhere` };
}
