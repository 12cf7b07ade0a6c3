import { App, Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { FunctionPermissions } from '../../../../lib/common/permissions/function-permissions';
import type { HttpBackend } from '../../../../lib/http/http-backend';
import { propertiesOf } from '../../fixture';

/** The least of an API that backends need. */
export class Bare extends Construct {
  public readonly api = new apigwv2.HttpApi(this, 'Api', { createDefaultStage: false });
  private readonly permissions = new FunctionPermissions(this, 'Permissions', this.api.arnForExecuteApi());
  private readonly backends = new Construct(this, 'Backends');

  public constructor(scope: Construct = new Stack(new App(), 'Shop'), id = 'Http', private readonly stageName = '$default') {
    super(scope, id);
  }

  public route(key: string, backend: HttpBackend): this {
    const [method = '', path] = key.split(' ');
    new apigwv2.HttpRoute(this, key.replaceAll('/', '|'), {
      httpApi: this.api,
      routeKey: path === undefined
        ? apigwv2.HttpRouteKey.DEFAULT
        : apigwv2.HttpRouteKey.with(path, apigwv2.HttpMethod[method as keyof typeof apigwv2.HttpMethod]),
      integration: backend._bind({ scope: this.backends, api: this.api, stageName: this.stageName, stageVariables: ['host'], permissions: this.permissions }),
    });
    return this;
  }
}

/** Properties of the one integration of an API with one route. */
export function integrationOf(backend: HttpBackend, key = 'POST /orders/{id}', scope?: Construct): Record<string, unknown> {
  const found = propertiesOf(new Bare(scope).route(key, backend), 'AWS::ApiGatewayV2::Integration');
  expect(found).toHaveLength(1);
  return found[0] ?? {};
}

export const newStack = (app = new App(), id = 'Shop') => new Stack(app, id, { env: { account: '123456789012', region: 'eu-west-1' } });

export const newFunction = (scope: Construct, id = 'Orders', props: Partial<lambda.FunctionProps> = {}) => new lambda.Function(scope, id, {
  runtime: lambda.Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
  ...props,
});
