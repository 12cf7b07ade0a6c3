import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { FunctionPermissions } from '../../../common/permissions/function-permissions';
import type { CorsHeaders } from '../cors-headers';
import { answerOf, mockIntegration } from '../mock-integration';
import type { RouteModel, RouteRenderer } from './route-model';
import { acknowledge } from '../../../common/private/acknowledge';

interface Backend {
  readonly integration: apigateway.Integration;
  readonly methodResponses?: apigateway.MethodResponse[];
}

/** Writes every route as a method on L2 resources, so that every L2 integration and authorizer works. */
export class ResourcesRenderer implements RouteRenderer {
  private readonly validator: apigateway.RequestValidator;

  public constructor(
    private readonly api: apigateway.RestApi,
    private readonly permissions: FunctionPermissions,
    private readonly cors: CorsHeaders | undefined,
  ) {
    // One for all: where a route has no schema or no required parameters, that half checks nothing.
    this.validator = new apigateway.RequestValidator(api, 'Validator', { restApi: api, validateRequestBody: true, validateRequestParameters: true });
  }

  public render(route: RouteModel): void {
    const { authorization, requestSchema, scopes } = route;
    const { integration, methodResponses } = this.backendOf(route);
    const method = this.api.root.resourceForPath(route.key.path).addMethod(route.key.method, integration, {
      authorizationType: authorization.authorizationType,
      authorizer: authorization.authorizer,
      authorizationScopes: authorization.scopesOnMethod && scopes.length > 0 ? [...scopes] : undefined,
      apiKeyRequired: route.apiKeyRequired,
      operationName: route.operationName,
      requestParameters: parametersOf(route),
      requestModels: requestSchema && this.modelsOf(route, requestSchema),
      requestValidator: this.validates(route) ? this.validator : undefined,
      methodResponses,
    });
    acknowledge(method, ...authorization.acknowledgements);
    route.construct.method = method;
  }

  private backendOf(route: RouteModel): Backend {
    const { target } = route;
    switch (target.kind) {
      case 'integration': return { integration: target.integration };
      case 'mock': {
        const answer = answerOf(target.response);
        return mockIntegration(this.cors ? this.cors.addToAnswer(answer) : answer);
      }
      case 'function': {
        this.permissions.allow(target.handler);
        return {
          integration: new apigateway.AwsIntegration({
            proxy: true,
            service: 'lambda',
            path: `2015-03-31/functions/${target.handler.functionArn}/invocations`,
            options: { timeout: target.timeout },
          }),
        };
      }
    }
  }

  private validates(route: RouteModel): boolean {
    return route.requestSchema !== undefined || route.requiredQueryParameters.length > 0 || route.requiredHeaders.length > 0;
  }

  private modelsOf(route: RouteModel, schema: apigateway.JsonSchema): { [contentType: string]: apigateway.IModel } {
    const model = new apigateway.Model(route.construct, 'Model', { restApi: this.api, schema, description: `Request body of ${route.key.toString()}` });
    return { 'application/json': model, '$default': model };
  }
}

function parametersOf(route: RouteModel): { [name: string]: boolean } | undefined {
  const names = [
    ...route.key.parameterNames.map((name) => `method.request.path.${name}`),
    ...route.requiredQueryParameters.map((name) => `method.request.querystring.${name}`),
    ...route.requiredHeaders.map((name) => `method.request.header.${name}`),
  ];
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, true]));
}
