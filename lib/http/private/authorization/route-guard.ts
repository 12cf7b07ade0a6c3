import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type { RouteKey } from '../../../common/private/route-key';
import { CloudFrontProtection } from '../protection/cloudfront-protection';
import type { RouteModel } from '../routes/route-model';
import type { RouteGuard } from '../routes/route-writer';

/** Who decides about the callers of a route: its own authorization, or behind CloudFront the one that checks the origin's secret as well. */
export function routeGuard(protection: CloudFrontProtection | undefined, route: RouteModel, key: RouteKey): RouteGuard {
  const { authorization, scopes } = route;
  const { type, issuer, authorizerId, acknowledgements, name } = authorization;
  checkMapping(protection?.contextNames, route);
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
 * @param contextNames what the packaged function behind CloudFront yields of tokens; undefined without it
 * @throws when a mapping reads what the route's authorizer does not yield.
 */
function checkMapping(contextNames: readonly string[] | undefined, { key, backend, authorization: { name, type } }: RouteModel): void {
  for (const variable of backend._authorizerVariables) {
    const isClaim = /^(claims|jwt)\./.test(variable);
    if (contextNames && variable === 'viewerAddress') continue;
    if (type === 'JWT' ? contextNames?.includes(variable) ?? true : type === 'CUSTOM' && !isClaim) continue;
    const maps = `route ${JSON.stringify(key.toString())} maps $context.authorizer.${variable}, but`;
    if (type !== 'JWT') {
      throw new Error(`${maps} HttpAuthorization.${name} yields no such value, so that backends would get what the client sent instead; `
        + 'give the route a backend whose requestMapping removes that parameter, or another authorization, like HttpAuthorization.jwt()');
    }
    if (isClaim) throw new Error(`${maps} a packaged function verifies tokens with cloudFrontProtection; write $context.authorizer.${variable.replace(/^.*\./, '')}, and name the claim in loggedClaims`);
    const known = contextNames?.map((each) => JSON.stringify(each)).join(', ') || 'none';
    throw new Error(`${maps} with cloudFrontProtection a packaged function yields only what loggedClaims names, and "viewerAddress"; here ${known}, so that backends would get what the client sent instead; `
      + 'name the claim in loggedClaims');
  }
}
