import { Annotations, Aspects, Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';

/** Warns of routes that were added beside the construct: nobody asks them for the origin secret, so that callers get around CloudFront and its web ACL. */
export function warnOfWaysAround(api: apigwv2.HttpApi, authorizerId: string): void {
  const stack = Stack.of(api);
  const resolved = (value: unknown): string | undefined => JSON.stringify(stack.resolve(value));
  Aspects.of(stack).add({
    visit: (node) => {
      if (!(node instanceof apigwv2.CfnRoute) || resolved(node.apiId) !== resolved(api.apiId)) return;
      if (resolved(node.authorizerId) === resolved(authorizerId)) return;
      Annotations.of(node).addWarningV2('cdk-apigateway-patterns:route-around-cloudfront',
        `route ${JSON.stringify(node.routeKey)} does not ask for the secret that CloudFront sends, so that its callers get around the web ACL by the execute-api URL; add it with addRoute() or addPublicRoute() of the HttpJwtApi`);
    },
  });
}
