import { compileFunctionTarget } from './function-target';
import { FunctionAnswer, invokeFunction, isFailure } from './invoke-function';
import { compileLambdaProxyEvent } from './lambda-proxy-event-text';
import { isMalformed, readLambdaProxyResponse } from './lambda-proxy-response';
import { InvokableFunction } from '../../../../lambda/function-invoker';
import { RestIntegration } from '../../../../model/rest-api';
import { labelOf } from '../../../backends/find-function';
import { functionFailure } from '../../../backends/function-failure';
import { RestIntegrate } from '../../compiled-rest-api';
import { Exchange } from '../../exchange';
import { configurationError, integrationFailure, Verdict } from '../../gateway-failure';

/** `AWS_PROXY`: the function gets the request as it is and answers for itself. Request parameters and templates have no effect. */
export function compileLambdaProxy(integration: RestIntegration): RestIntegrate {
  const target = compileFunctionTarget(integration);
  if (integration.httpMethod !== undefined && integration.httpMethod !== 'POST') {
    const problem = configurationError(`the integration calls the function with ${integration.httpMethod ?? ''}: Lambda takes POST only, set the integration's HTTP method to POST`);
    return (_exchange, done) => done(problem);
  }
  const eventOf = compileLambdaProxyEvent();
  const judge = (exchange: Exchange, result: FunctionAnswer, fn: InvokableFunction | undefined): Verdict => {
    if (isFailure(result)) return result;
    if (result.kind === 'error') {
      const failure = integrationFailure(functionFailure(labelOf(fn), result.payload));
      if (exchange.call) exchange.call.error = 'The Lambda function returned an error';
      return failure;
    }
    const response = readLambdaProxyResponse(result, exchange.api.binaryMediaTypes.isAccepted(exchange.firstHeader('accept')));
    if (isMalformed(response)) return integrationFailure(response.problem);
    if (exchange.call) exchange.call.backendStatus = response.status;
    response.headers.push('X-Amzn-Trace-Id', exchange.traceId);
    exchange.reply = response;
    return undefined;
  };
  const { timeoutMilliseconds } = integration;
  return (exchange, done, failed) => {
    invokeFunction(exchange, { target, event: eventOf(exchange), timeoutMilliseconds }, (answer, fn) => judge(exchange, answer, fn), done, failed);
  };
}
