import { FunctionTarget, labelOf } from './function-target';
import { InvokeResult } from '../../../lambda/function-runtime';
import { TIMED_OUT, withDeadline } from '../../backends/deadline';
import { Exchange, IntegrationCall } from '../exchange';
import { GatewayFailure, configurationError, integrationTimeout, notServed } from '../gateway-failure';

/** Largest event of a synchronous invocation. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_EVENT_BYTES = 6_291_456;

/**
 * Calls a function within the integration's timeout; gives its result, or the failure that the caller gets.
 *
 * @param outlivesCaller whether a function that has not begun in time runs nevertheless
 */
export async function invokeFunction(
  exchange: Exchange, target: FunctionTarget, event: string, timeoutMilliseconds: number, outlivesCaller = false,
): Promise<Exclude<InvokeResult, { kind: 'throttled' }> | GatewayFailure> {
  const fn = target.find(exchange);
  if (!fn) return notServed(`the function ${target.arn(exchange)} is in no loaded stack`);
  if (isTooLarge(event)) {
    const reason = `the event is larger than ${MAX_EVENT_BYTES} bytes, which is all that a function takes`;
    return { responseType: 'REQUEST_TOO_LARGE', message: 'Request Too Long', errorType: 'RequestEntityTooLargeException', reason };
  }
  const { clock } = exchange.dependencies;
  const call: IntegrationCall = { startedAt: clock.now(), requestId: exchange.requestId, status: 200 };
  exchange.call = call;
  let isWanted = true;
  const { requestId, traceId } = exchange;
  const invocation = fn.invoke(event, { requestId, traceId, invokedArn: target.arn(exchange), isWanted: () => isWanted });
  const result = await withDeadline(clock, timeoutMilliseconds, invocation);
  call.latency = Math.round(clock.now() - call.startedAt);
  if (result === TIMED_OUT) {
    isWanted = outlivesCaller;
    call.status = undefined;
    call.error = 'Execution failed due to a timeout error';
    return integrationTimeout(`function ${labelOf(fn)} did not answer within ${timeoutMilliseconds} ms`);
  }
  if (result.kind === 'throttled') {
    call.status = 429;
    call.error = 'Lambda invocation failed with status: 429';
    return configurationError(`function ${labelOf(fn)} is throttled: its reserved concurrency is used up, or 1000 invocations wait for it already`);
  }
  return result;
}

export function isFailure(result: object): result is GatewayFailure {
  return 'responseType' in result;
}

/** A UTF-16 unit takes three bytes at most, so that most events need not be counted. */
function isTooLarge(event: string): boolean {
  return event.length * 3 > MAX_EVENT_BYTES && Buffer.byteLength(event) > MAX_EVENT_BYTES;
}
