import { Annotations } from 'aws-cdk-lib';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { BackendTarget, HttpBackendScope } from './backend-scope';
import { warnOfPlainLinks } from './warn-of-plain-links';

/** An integration that a user made. */
export class ExistingTarget implements BackendTarget {
  public constructor(private readonly integration: apigwv2.HttpRouteIntegration) {}

  public bind(surroundings: HttpBackendScope): apigwv2.HttpRouteIntegration {
    const { scope } = surroundings;
    warnOfPlainLinks(surroundings);
    if (this.integration instanceof HttpLambdaIntegration) {
      Annotations.of(scope).addWarningV2('cdk-apigateway-patterns:lambda-integration',
        'integration of a route is an HttpLambdaIntegration, which adds a Lambda permission for each route until the function\'s policy is full (20 KB); give the function as handler');
    }
    return this.integration;
  }
}
