import { TIMED_OUT, withDeadline } from './deadline';
import { FunctionTarget } from './function-target';
import { Exchange } from '../exchange';
import { GatewayFailure, configurationError, integrationTimeout, notServed } from '../gateway-failure';
import { InvokeResult } from '../../../lambda/function-runtime';

/** Largest event of a synchronous invocation. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_EVENT_BYTES = 6_291_456;

/** Calls a function within the integration's timeout; gives its result, or the failure that the caller gets. */
export async function invokeFunction(exchange: Exchange, target: FunctionTarget, event: string, timeoutMilliseconds: number): Promise<Exclude<InvokeResult, { kind: 'throttled' }> | GatewayFailure> {
  const fn = target.find(exchange);
  if (!fn) return notServed(`the function ${target.arn(exchange)} is in no loaded stack`);
  if (isTooLarge(event)) {
    return { responseType: 'REQUEST_TOO_LARGE', message: 'Request Too Long', errorType: 'RequestEntityTooLargeException', reason: `the event is larger than ${MAX_EVENT_BYTES} bytes, which is all that a function takes` };
  }
  const { clock } = exchange.dependencies;
  const call = { startedAt: clock.now(), requestId: exchange.requestId, latency: 0, status: 200 as number | undefined, error: undefined as string | undefined };
  exchange.call = call;
  const result = await withDeadline(clock, timeoutMilliseconds, fn.invoke(event, { requestId: exchange.requestId, traceId: exchange.traceId, invokedArn: target.arn(exchange) }));
  call.latency = Math.round(clock.now() - call.startedAt);
  if (result === TIMED_OUT) {
    call.status = undefined;
    call.error = 'Execution failed due to a timeout error';
    return integrationTimeout(`the function ${fn.name} did not answer within ${timeoutMilliseconds} ms`);
  }
  if (result.kind === 'throttled') {
    call.status = 429;
    call.error = 'Lambda invocation failed with status: 429';
    return configurationError(`the function ${fn.name} is throttled: its reserved concurrency is used up`);
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
