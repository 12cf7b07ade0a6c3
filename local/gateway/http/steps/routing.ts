import { isPreflight } from '../cors';
import { HttpExchange } from '../exchange';
import { notFound } from '../failures';
import { HttpVerdict } from '../http-failure';

/**
 * Finds the route. A preflight that no route takes is answered by the gateway itself, if the API has CORS rules; one that an `OPTIONS`, `ANY` or `$default` route
 * takes is a request like any other, and subject to its authorization.
 *
 * @see https://github.com/aws/serverless-application-model/issues/1603 functions behind ANY get preflights
 * @see https://github.com/anomalyco/sst/issues/5493 authorizers of ANY refuse them
 */
export function findRoute(exchange: HttpExchange): HttpVerdict {
  const { api, request, stage, routePath } = exchange;
  const match = stage?.model.deploymentId === undefined ? undefined : api.routes.find(request.method, routePath);
  if (match) {
    exchange.route = match.route;
    exchange.pathParameters = match.pathParameters;
    return undefined;
  }
  if (api.cors !== undefined && isPreflight(exchange)) {
    exchange.reply = { status: 204, headers: [], body: '' };
    return undefined;
  }
  if (stage?.model.deploymentId === undefined) return notFound(`nothing was ever deployed to the stage ${stage?.model.name ?? ''}: turn on autoDeploy, or add a deployment`);
  return notFound(`no route has ${request.method} for ${JSON.stringify(routePath)}`);
}
