import { FunctionTarget } from './function-target';
import { FunctionEvent } from '../../../../lambda/function-event';
import { InvokableFunction } from '../../../../lambda/function-invoker';
import { InvokeResult } from '../../../../lambda/function-runtime';
import { callFunction, MAX_EVENT_BYTES } from '../../../backends/call-function';
import { TIMED_OUT } from '../../../backends/deadline';
import { labelOf, notServedText } from '../../../backends/find-function';
import { IntegrationCall } from '../../../backends/integration-call';
import { IntegrateEnd } from '../../../pipeline';
import { Exchange } from '../../exchange';
import { GatewayFailure, configurationError, integrationTimeout, notServed, Verdict } from '../../gateway-failure';

/** What a function answered, or the failure that the caller gets. */
export type FunctionAnswer = Exclude<InvokeResult, { kind: 'throttled' }> | GatewayFailure;

/** How an integration calls a function. */
export interface FunctionInvocation {
  readonly target: FunctionTarget;
  readonly event: FunctionEvent;
  readonly timeoutMilliseconds: number;
  /** Whether a function that has not begun in time runs nevertheless. @default false */
  readonly outlivesCaller?: boolean;
}

/**
 * Calls a function within the integration's timeout, and notes in the exchange how it went.
 *
 * @param judge makes a verdict of the answer. It gets the function too (undefined: no loaded stack has it), as nobody finds it any more once the gateway
 * closes
 */
export function invokeFunction(
  exchange: Exchange, invocation: FunctionInvocation, judge: (answer: FunctionAnswer, fn: InvokableFunction | undefined) => Verdict,
  ...[verdictOf, failed]: IntegrateEnd<GatewayFailure>
): void {
  const { target, event, timeoutMilliseconds, outlivesCaller } = invocation;
  const fn = target.find(exchange);
  const done = (answer: FunctionAnswer): void => {
    let verdict: Verdict;
    try {
      verdict = judge(answer, fn);
    } catch (error) {
      return failed(error);
    }
    verdictOf(verdict);
  };
  if (!fn) return done(notServed(`the function ${target.arn(exchange)} is in no loaded stack`));
  if (fn.notServed !== undefined) return done({ ...notServed(notServedText(fn)), reason: `${notServedText(fn)}: ${fn.notServed}` });
  if (event.exceeds(MAX_EVENT_BYTES)) {
    const reason = `the event is larger than ${MAX_EVENT_BYTES} bytes, which is all that a function takes`;
    return done({ responseType: 'REQUEST_TOO_LARGE', message: 'Request Too Long', errorType: 'RequestEntityTooLargeException', reason });
  }
  const { clock } = exchange.dependencies;
  const { requestId, traceId } = exchange;
  const call: IntegrationCall = { startedAt: clock.now(), requestId, status: 200 };
  exchange.call = call;
  const { startedAt } = call;
  const options = { requestId, traceId, invokedArn: target.arn(exchange), startedAt, timeoutMilliseconds, outlivesCaller };
  callFunction(clock, fn, event, options, (result) => {
    call.latency = Math.round(clock.now() - startedAt);
    if (result === TIMED_OUT) {
      call.status = undefined;
      call.error = 'Execution failed due to a timeout error';
      return done(integrationTimeout(`function ${labelOf(fn)} did not answer within ${timeoutMilliseconds} ms`));
    }
    if (result.kind === 'throttled') {
      call.status = 429;
      call.error = 'Lambda invocation failed with status: 429';
      return done(configurationError(`function ${labelOf(fn)} is throttled: its reserved concurrency is used up, or 1000 invocations wait for it already`));
    }
    done(result);
  });
}

export function isFailure(result: object): result is GatewayFailure {
  return 'responseType' in result;
}
