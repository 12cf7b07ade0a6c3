import { compileFunctionTarget, labelOf } from './function-target';
import { invokeFunction, isFailure } from './invoke-function';
import { compileLambdaProxyEvent } from './lambda-proxy-event-text';
import { isMalformed, readLambdaProxyResponse } from './lambda-proxy-response';
import { RestIntegration } from '../../../model/rest-api';
import { functionFailure } from '../../backends/function-failure';
import { Integrate } from '../compiled-api';
import { Exchange } from '../exchange';
import { configurationError, integrationFailure, Verdict } from '../gateway-failure';

/** `AWS_PROXY`: the function gets the request as it is and answers for itself. Request parameters and templates have no effect. */
export function compileLambdaProxy(integration: RestIntegration): Integrate {
  const target = compileFunctionTarget(integration);
  if (integration.httpMethod !== undefined && integration.httpMethod !== 'POST') {
    return () => configurationError(`the integration calls the function with ${integration.httpMethod ?? ''}: Lambda takes POST only, set the integration's HTTP method to POST`);
  }
  const eventOf = compileLambdaProxyEvent();
  const answer = (exchange: Exchange, result: Awaited<ReturnType<typeof invokeFunction>>): Verdict => {
    if (isFailure(result)) return result;
    if (result.kind === 'error') {
      const failure = integrationFailure(functionFailure(labelOf(target.find(exchange)), result.payload));
      if (exchange.call) exchange.call.error = 'The Lambda function returned an error';
      return failure;
    }
    const response = readLambdaProxyResponse(result.payload, exchange.api.binaryMediaTypes.isAccepted(exchange.firstHeader('accept')));
    if (isMalformed(response)) return integrationFailure(response.problem);
    if (exchange.call) exchange.call.backendStatus = response.status;
    response.headers.push('X-Amzn-Trace-Id', exchange.traceId);
    exchange.reply = response;
    return undefined;
  };
  const { timeoutMilliseconds } = integration;
  return (exchange) => invokeFunction(exchange, target, eventOf(exchange), timeoutMilliseconds).then((result) => answer(exchange, result));
}
