import { AuthorizerCall } from '../../../authorization/authorizers/authorizer';
import { methodArn } from '../../../authorization/policy/method-arn';
import { CompiledRestRoute, CompiledRestStage } from '../compiled-rest-api';
import { Exchange } from '../exchange';
import { Verdict } from '../gateway-failure';
import { forwardedHeaders, requestContext } from '../integrations/lambda/lambda-proxy-event';

/** Who may call the method: the resource policy of the API, and what the method asks of its callers. */
export function authorize(exchange: Exchange): Verdict | Promise<Verdict> {
  const { route, stage, api } = exchange;
  if (!route || !stage) return undefined;
  // An open method of an API without a policy need not wait for anything.
  if (route.method.authorizationType === 'NONE' && api.model.policy === undefined) return undefined;
  return decide(exchange, route, stage);
}

async function decide(exchange: Exchange, route: CompiledRestRoute, stage: CompiledRestStage): Promise<Verdict> {
  const { refusal, identity, caller, trace } = await stage.authorization.authorize(route.method, callOf(exchange, route, stage));
  exchange.identity = identity;
  exchange.authorizer = caller && trace?.integrationStatus !== undefined ? { ...caller.context, integrationLatency: trace.latency } : caller?.context;
  exchange.usageIdentifierKey = caller?.usageIdentifierKey;
  exchange.authorizerTrace = trace;
  return refusal;
}

function callOf(exchange: Exchange, route: CompiledRestRoute, stage: CompiledRestStage): AuthorizerCall {
  const { api: { model: { region, account, apiId } }, request, pathParameters } = exchange;
  const { path } = route.resource;
  return {
    request,
    requestId: exchange.requestId,
    // Literal parts as the API spells them and parameters as the caller does: no other spelling of a path leads around a policy.
    methodArn: methodArn({ region, account, apiId, stage: stage.model.name, httpMethod: request.method, path: fill(path, pathParameters) }),
    resourcePath: path,
    pathParameters,
    scopes: route.method.authorizationScopes,
    headers: () => forwardedHeaders(exchange),
    requestContext: () => requestContext(exchange),
  };
}

function fill(path: string, parameters: ReadonlyMap<string, string>): string {
  return path.replace(/\{([^}+]+)\+?\}/g, (_, name: string) => parameters.get(name) ?? '');
}
