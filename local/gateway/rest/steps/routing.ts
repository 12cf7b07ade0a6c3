import { Exchange } from '../exchange';
import { Verdict } from '../gateway-failure';

/** Finds the method. The service tells nobody which paths exist: an unknown one looks like a missing signature. */
export function findRoute(exchange: Exchange): Verdict {
  const { method, rawPath } = exchange.request;
  const match = exchange.api.routes.find(rawPath, method);
  if (match) {
    exchange.route = match.route;
    exchange.pathParameters = match.pathParameters;
    return undefined;
  }
  return {
    responseType: 'MISSING_AUTHENTICATION_TOKEN',
    message: 'Missing Authentication Token',
    errorType: 'MissingAuthenticationTokenException',
    reason: `no resource has ${method} for ${rawPath}`,
  };
}
