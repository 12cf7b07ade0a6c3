import { BackendRequest } from '../../../backends/backend-client';
import { BackendOutcome, callBackend } from '../../../backends/call-backend';
import { Exchange } from '../../exchange';
import { GatewayFailure, configurationError, integrationFailure, integrationTimeout } from '../../gateway-failure';

type BackendAnswer = Extract<BackendOutcome, { kind: 'answer' }>;

const TIMEOUT_ERROR = 'Execution failed due to a timeout error';

/** What a backend answered, or the failure that the caller gets. */
export async function answerOf(exchange: Exchange, request: BackendRequest, timeoutMilliseconds: number): Promise<BackendAnswer | GatewayFailure> {
  const outcome = await callBackend(exchange, request, { timeoutMilliseconds, timeoutError: TIMEOUT_ERROR });
  switch (outcome.kind) {
    case 'answer': return outcome;
    case 'timeout': return integrationTimeout(outcome.reason);
    case 'malformed': return integrationFailure(outcome.reason);
    case 'unknown-host': return configurationError(outcome.reason);
    default: return { ...integrationFailure(outcome.reason, 504), message: exchange.call?.error ?? '' };
  }
}
