import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type { RouteKey } from '../../../common/private/route-key';
import { CloudFrontProtection } from '../protection/cloudfront-protection';
import type { RouteModel } from '../routes/route-model';
import type { RouteGuard } from '../routes/route-writer';

/** Who decides about the callers of a route: its own authorization, or behind CloudFront the one that checks the origin's secret as well. */
export function routeGuard(protection: CloudFrontProtection | undefined, { authorization, scopes }: RouteModel, key: RouteKey): RouteGuard {
  const { type, issuer, authorizerId, acknowledgements, name } = authorization;
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
