import { compileFunctionTarget } from './function-target';
import { FunctionAnswer, invokeFunction, isFailure } from './invoke-function';
import { isObject, parseJson } from '../../../../json';
import { TextEvent } from '../../../../lambda/function-event';
import { RestIntegration } from '../../../../model/rest-api';
import { isServed } from '../../../backends/find-function';
import { RestIntegrate } from '../../compiled-rest-api';
import { Exchange } from '../../exchange';
import { configurationError, GatewayFailure, Verdict } from '../../gateway-failure';
import { answering } from '../integrate';
import { compileRequestBody } from '../request-body';
import { compileResponseMapping } from '../response-mapping';

const NO_HEADERS = new Map<string, never>();
const INVOCATION_TYPE = 'integration.request.header.x-amz-invocation-type';

/**
 * `AWS` with a function: the request template is the event, the function's value is the body, and the message of an error selects the response.
 * With the invocation type `Event` the function runs on its own and the reply does not wait for it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
 */
export function compileLambda(integration: RestIntegration): RestIntegrate {
  const target = compileFunctionTarget(integration);
  if (integration.httpMethod !== undefined && integration.httpMethod !== 'POST') {
    return answering(() => configurationError(`the integration calls the function with ${integration.httpMethod ?? ''}: Lambda takes POST only, set the integration's HTTP method to POST`));
  }
  const event = compileRequestBody(integration);
  const map = compileResponseMapping(integration);
  const isAsynchronous = [...integration.requestParameters].some(([name, value]) => name.toLowerCase() === INVOCATION_TYPE && value === '\'Event\'');
  const judge = (exchange: Exchange, result: FunctionAnswer): Verdict => {
    if (isFailure(result)) return result;
    const verdict = map(exchange, result.kind === 'error' ? errorMessage(result.payload) : undefined, { headers: NO_HEADERS, body: result.payload });
    exchange.reply?.headers.push('X-Amzn-Trace-Id', exchange.traceId);
    return verdict;
  };
  return (exchange, done, failed) => {
    const body = event(exchange);
    if (typeof body !== 'string' && isFailure(body)) return done(body);
    const payload = body.length === 0 ? '{}' : body.toString();
    if (parseJson(payload) === undefined) return done(notJson(payload));
    const { timeoutMilliseconds } = integration;
    const invocation = { target, event: new TextEvent(payload), timeoutMilliseconds, outlivesCaller: isAsynchronous };
    const isAwaited = !isAsynchronous || !isServed(target.find(exchange));
    if (isAwaited) return invokeFunction(exchange, invocation, (answer) => judge(exchange, answer), done, failed);
    invokeFunction(exchange, invocation, () => undefined, () => undefined, failed);
    done(map(exchange, undefined, { headers: NO_HEADERS, body: '' }));
  };
}

/** What Lambda says to an event that is no JSON. */
function notJson(payload: string): GatewayFailure {
  return {
    responseType: 'BAD_REQUEST_BODY',
    message: 'Could not parse request body into json',
    errorType: 'BadRequestException',
    reason: `the event for the function is no JSON: ${JSON.stringify(payload.slice(0, 200))}`,
  };
}

function errorMessage(payload: string): string {
  const error = parseJson(payload);
  const message = isObject(error) ? error.errorMessage : undefined;
  return typeof message === 'string' ? message : '';
}
