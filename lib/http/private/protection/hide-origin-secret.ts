import { Aspects, Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { ORIGIN_HEADER } from './origin-secret';

/**
 * Keeps the secret from backends, which have no use for it and may log their headers or hand them on: API Gateway takes the header off each request, after
 * the authorizer has seen it. Integrations of AWS services get no headers anyway.
 */
export function hideOriginSecret(api: apigwv2.HttpApi): void {
  const stack = Stack.of(api);
  const apiId: unknown = stack.resolve(api.apiId);
  Aspects.of(stack).add({
    visit: (node) => {
      if (!(node instanceof apigwv2.CfnIntegration) || node.integrationSubtype !== undefined) return;
      if (JSON.stringify(stack.resolve(node.apiId)) !== JSON.stringify(apiId)) return;
      // An empty value would not remove the header: it is how a mapping itself is taken away.
      const mapped: unknown = stack.resolve(node.requestParameters);
      node.requestParameters = { ...Object(mapped), [`remove:header.${ORIGIN_HEADER}`]: "''" };
    },
  });
}
