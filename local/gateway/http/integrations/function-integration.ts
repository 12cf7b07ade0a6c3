import { isMalformed } from './function-response';
import { readResponseV1 } from './function-response-v1';
import { readResponseV2 } from './function-response-v2';
import { InvokableFunction } from '../../../lambda/function-invoker';
import { InvokeResult } from '../../../lambda/function-runtime';
import { MappingError } from '../../../mapping/mapping-error';
import { HttpIntegration } from '../../../model/http-api';
import { callFunction, MAX_EVENT_BYTES } from '../../backends/call-function';
import { TIMED_OUT } from '../../backends/deadline';
import { findFunction, labelOf, notServedText } from '../../backends/find-function';
import { functionFailure } from '../../backends/function-failure';
import { IntegrationCall } from '../../backends/integration-call';
import { compileStagedText } from '../../backends/staged-text';
import { HttpIntegrate } from '../compiled-http-api';
import { eventV1 } from '../events/event-v1';
import { compileEventV2 } from '../events/event-v2';
import { HttpExchange } from '../exchange';
import { internalError, isFailure, notServed, tooLarge, unavailable } from '../failures';
import { HttpVerdict } from '../http-failure';
import { compileRequestMapping } from '../mapping/request-mapping';
import { compileResponseMapping } from '../mapping/response-mapping';

const FUNCTION = /^(?:.*:lambda:path\/\d{4}-\d{2}-\d{2}\/functions\/(.+)\/invocations|(arn:[^/]*:lambda:[^/]*:function:.+))$/;

/**
 * `AWS_PROXY` with a function: it gets the request as an event and answers for itself.
 *
 * @throws MappingError when the URI is not that of a function, or a mapping is not understood
 */
export function compileFunctionIntegration(integration: HttpIntegration): HttpIntegrate {
  const { uri = '', payloadFormatVersion, timeoutMilliseconds } = integration;
  const [, invoked, plain] = FUNCTION.exec(uri) ?? [];
  const arn = invoked ?? plain;
  if (arn === undefined) throw new MappingError(`its URI ${JSON.stringify(uri)} is not that of a function: expected a function ARN or its invocation URI`);
  const staged = compileStagedText(arn);
  const isV2 = payloadFormatVersion === '2.0';
  const eventOf = isV2 ? compileEventV2() : eventV1;
  const read = isV2 ? readResponseV2 : readResponseV1;
  const mapRequest = compileRequestMapping(integration.requestParameters);
  const mapResponse = compileResponseMapping(integration.responseParameters);

  const judge = (exchange: HttpExchange, fn: InvokableFunction, result: InvokeResult | typeof TIMED_OUT): HttpVerdict => {
    const { call } = exchange;
    if (call === undefined) return internalError('no call was made');
    if (result === TIMED_OUT) return timedOut(call, `function ${labelOf(fn)} did not answer within ${timeoutMilliseconds} ms`);
    if (result.kind === 'throttled') return throttled(call, `function ${labelOf(fn)} is throttled: its reserved concurrency is used up, or 1000 invocations wait for it already`);
    if (result.kind === 'error') {
      call.error = 'The Lambda function returned the following error: Unhandled. Check your Lambda function code and try again.';
      return internalError(functionFailure(labelOf(fn), result.payload));
    }
    const reply = read(result);
    if (isMalformed(reply)) {
      call.error = `The response from the Lambda function doesn't match the format that API Gateway expects. ${reply.error}`;
      return internalError(reply.problem);
    }
    call.backendStatus = reply.status;
    exchange.reply = reply;
    return mapResponse?.(exchange, reply);
  };

  return (exchange, done, failed) => {
    const mapped = mapRequest?.(exchange);
    if (mapped !== undefined && isFailure(mapped)) return done(mapped);
    const invokedArn = staged(exchange);
    const { dependencies: { clock, functions }, traceId } = exchange;
    const fn = findFunction(functions, invokedArn);
    if (fn === undefined) return done(notServed(`the function ${invokedArn} is in no loaded stack`));
    if (fn.notServed !== undefined) return done({ ...notServed(notServedText(fn)), reason: `${notServedText(fn)}: ${fn.notServed}` });
    const event = eventOf(exchange, mapped);
    if (event.exceeds(MAX_EVENT_BYTES)) return done(tooLarge(`the event is larger than ${MAX_EVENT_BYTES} bytes, which is all that a function takes`));
    const requestId = exchange.ids.requestId();
    const call: IntegrationCall = { startedAt: clock.now(), requestId, status: 200 };
    exchange.call = call;
    const { startedAt } = call;
    callFunction(clock, fn, event, { requestId, traceId, invokedArn, startedAt, timeoutMilliseconds }, (result) => {
      call.latency = Math.round(clock.now() - startedAt);
      let verdict: HttpVerdict;
      try {
        verdict = judge(exchange, fn, result);
      } catch (error) {
        return failed(error);
      }
      done(verdict);
    });
  };
}

function timedOut(call: IntegrationCall, reason: string): HttpVerdict {
  call.status = undefined;
  call.error = 'Integration request timed out';
  return unavailable(reason, 'INTEGRATION_TIMEOUT');
}

function throttled(call: IntegrationCall, reason: string): HttpVerdict {
  call.status = 429;
  call.error = 'Lambda invocation failed with status: 429';
  return unavailable(reason, 'INTEGRATION_FAILURE');
}
