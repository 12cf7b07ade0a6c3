import { HttpAuthorizerAnswer, HttpAuthorizerCall } from '../../../authorization/http/http-authorizer-call';
import { methodArn } from '../../../authorization/policy/method-arn';
import { parameterText } from '../../../mapping/value-text';
import { CompiledHttpRoute, CompiledHttpStage } from '../compiled-http-api';
import { functionHeaders, requestContextV1 } from '../events/event-v1';
import { requestContextV2 } from '../events/event-v2';
import { HttpExchange } from '../exchange';
import { HttpVerdict } from '../http-failure';

/** Who may call the route. An open one need not wait for anything. */
export function authorize(exchange: HttpExchange): HttpVerdict | Promise<HttpVerdict> {
  const { route, stage } = exchange;
  if (!route || !stage || route.model.authorizationType === 'NONE') return undefined;
  const answer = stage.authorization.authorize(callOf(exchange, route, stage));
  return answer instanceof Promise ? answer.then((late) => note(exchange, late)) : note(exchange, answer);
}

function note(exchange: HttpExchange, { failure, caller, trace }: HttpAuthorizerAnswer): HttpVerdict {
  exchange.caller = caller;
  exchange.authorizerTrace = trace;
  return failure;
}

function callOf(exchange: HttpExchange, route: CompiledHttpRoute, stage: CompiledHttpStage): HttpAuthorizerCall {
  const { api: { model: { region, account, apiId } }, request, requestId, pathParameters, routePath } = exchange;
  return {
    route: route.model,
    request: request.behindStage(exchange.rawPath),
    requestId,
    stageName: stage.model.name,
    // Decoded, as functions see it: no other spelling of a path leads around a policy.
    routeArn: methodArn({ region, account, apiId, stage: stage.model.name, httpMethod: request.method, path: routePath }),
    sentPath: request.path,
    pathParameters,
    stageVariables: stage.model.variables,
    headers: () => functionHeaders(exchange),
    requestContext: (version) => (version === '1.0' ? requestContextV1(exchange) : requestContextV2(exchange)),
    context: (name) => parameterText(exchange.context(name)),
  };
}
