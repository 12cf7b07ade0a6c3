import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type { RouteKey } from '../../../common/private/route-key';
import { CloudFrontProtection } from '../protection/cloudfront-protection';
import type { RouteModel } from '../routes/route-model';
import type { RouteGuard } from '../routes/route-writer';

/** Who decides about the callers of a route: its own authorization, or behind CloudFront the one that checks the origin's secret as well. */
export function routeGuard(protection: CloudFrontProtection | undefined, route: RouteModel, key: RouteKey): RouteGuard {
  const { authorization, scopes } = route;
  const { type, issuer, authorizerId, acknowledgements, name } = authorization;
  checkMapping(protection !== undefined, route);
  if (!protection) {
    const config: apigwv2.HttpRouteAuthorizerConfig = {
      authorizationType: type,
      authorizerId: authorizerId?.(),
      ...(scopes.length > 0 && { authorizationScopes: [...scopes] }),
    };
    return { authorizer: { bind: () => config }, acknowledgements };
  }
  const routeKey = key.toString();
  if (type === 'AWS_IAM' || type === 'CUSTOM') return CloudFrontProtection.refuse(routeKey, `HttpAuthorization.${name}`);
  return { authorizer: protection.authorizerFor({ routeKey, ...(issuer && { jwt: { issuer, scopes } }) }), acknowledgements: [] };
}

/**
 * API Gateway leaves what the client sent where an expression yields nothing: a backend that believes the parameter would believe anybody.
 *
 * @throws when a mapping reads what the route's authorizer does not yield.
 */
function checkMapping(isProtected: boolean, { key, backend, authorization: { name, type } }: RouteModel): void {
  for (const variable of backend._authorizerVariables) {
    const isClaim = /^(claims|jwt)\./.test(variable);
    if (isProtected && variable === 'viewerAddress') continue;
    if (type === 'JWT' ? !(isClaim && isProtected) : type === 'CUSTOM' && !isClaim) continue;
    const maps = `route ${JSON.stringify(key.toString())} maps $context.authorizer.${variable}, but`;
    if (type === 'JWT') throw new Error(`${maps} a packaged function verifies tokens with cloudFrontProtection; write $context.authorizer.${variable.replace(/^.*\./, '')}, and name the claim in loggedClaims`);
    throw new Error(`${maps} HttpAuthorization.${name} yields no such value, so that backends would get what the client sent instead; `
      + 'give the route a backend whose requestMapping removes that parameter, or another authorization, like HttpAuthorization.jwt()');
  }
}
