import { BackendRequest, BackendResult } from '../../../backends/backend-client';
import { TIMED_OUT, withDeadline } from '../../../backends/deadline';
import { NodeBackendClient } from '../../../backends/node-backend-client';
import { Exchange } from '../../exchange';
import { GatewayFailure, configurationError, integrationFailure, integrationTimeout } from '../../gateway-failure';

export type BackendAnswerResult = Extract<BackendResult, { kind: 'answer' }>;

const nodeClient = new NodeBackendClient();

/** Calls a backend within the integration's timeout; gives its answer, or the failure that the caller gets. */
export async function callBackend(
  exchange: Exchange, request: BackendRequest, timeoutMilliseconds: number,
): Promise<BackendAnswerResult | GatewayFailure> {
  const { clock, backendClient = nodeClient } = exchange.dependencies;
  const call = { startedAt: clock.now(), latency: 0, status: undefined as number | undefined, error: undefined as string | undefined };
  exchange.call = call;
  const abort = new AbortController();
  const result = await withDeadline(clock, timeoutMilliseconds, backendClient.send(request, abort.signal), () => abort.abort());
  call.latency = Math.round(clock.now() - call.startedAt);
  if (result === TIMED_OUT) {
    call.error = 'Execution failed due to a timeout error';
    return integrationTimeout(`the backend ${request.origin} did not answer within ${timeoutMilliseconds} ms`);
  }
  if (result.kind === 'answer') {
    call.status = result.status;
    if (result.status >= 200 && result.status <= 599) return result;
    call.error = 'Malformed response of the endpoint';
    return integrationFailure(`the backend ${request.origin} answered with the status ${result.status}: expected 200 to 599`);
  }
  call.error = result.kind === 'unknown-host' ? 'Invalid endpoint address' : 'Network error communicating with endpoint';
  const reason = `the backend ${request.origin} can't be reached: ${result.reason}; --backend <origin>=<local origin> sends its requests elsewhere`;
  return result.kind === 'unknown-host' ? configurationError(reason) : { ...integrationFailure(reason, 504), message: call.error };
}
