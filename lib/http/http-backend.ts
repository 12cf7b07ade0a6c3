import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { HttpBackendScope } from './private/backends/backend-scope';

/** What answers the routes of an HTTP API. One object may answer many routes: they share one integration. */
export abstract class HttpBackend {
  /** A Lambda function. */
  public static lambda(handler: lambda.IFunction): HttpBackend {
    throw new Error(`function ${JSON.stringify(handler.node.path)} can't be bound yet`);
  }

  protected constructor() {}

  /**
   * The integration, the same for every route that the backend answers.
   * @internal
   */
  public abstract _bind(scope: HttpBackendScope): apigwv2.HttpRouteIntegration;
}
