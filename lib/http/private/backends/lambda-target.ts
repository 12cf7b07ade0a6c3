import { Annotations, Duration, Token } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { BackendTarget, HttpBackendScope } from './backend-scope';
import { checkOptions } from './check-options';
import { sharedIntegration } from './shared-integration';
import { pathWithin } from './tokens';
import type { HttpLambdaOptions } from '../../http-backend-options';

const LONGEST = Duration.seconds(30);

/** A function, which is allowed once for all routes. */
export class LambdaTarget implements BackendTarget {
  private readonly version: string;

  public constructor(private readonly handler: lambda.IFunction, private readonly options: HttpLambdaOptions) {
    checkOptions('HttpBackend.lambda()', options);
    this.version = (options.payloadFormatVersion ?? apigwv2.PayloadFormatVersion.VERSION_2_0).version;
    if (!Token.isUnresolved(this.version) && !['1.0', '2.0'].includes(this.version)) {
      throw new Error(`payloadFormatVersion of HttpBackend.lambda() is ${JSON.stringify(this.version)}; expected PayloadFormatVersion.VERSION_1_0 or VERSION_2_0`);
    }
  }

  public bind(scope: HttpBackendScope): apigwv2.HttpRouteIntegration {
    const { handler, options, version } = this;
    scope.permissions.allow(handler);
    return sharedIntegration(scope, {
      kind: 'Lambda',
      target: pathWithin(handler, scope.scope),
      options,
      variation: version === '2.0' ? {} : { version },
      pathParameters: { 'requestMapping of HttpBackend.lambda()': options.requestMapping?._pathParameters ?? [] },
      configure: (home) => {
        this.warnOfTimeout(home);
        return {
          type: apigwv2.HttpIntegrationType.AWS_PROXY,
          uri: handler.functionArn,
          payloadFormatVersion: apigwv2.PayloadFormatVersion.custom(version),
        };
      },
    });
  }

  private warnOfTimeout(home: Construct): void {
    const { handler } = this;
    const own: unknown = 'timeout' in handler ? handler.timeout : undefined;
    const waits = this.options.timeout ?? LONGEST;
    if (!(own instanceof Duration) || own.isUnresolved() || waits.isUnresolved() || own.toMilliseconds() <= waits.toMilliseconds()) return;
    Annotations.of(home).addWarningV2('cdk-apigateway-patterns:function-timeout',
      `function ${JSON.stringify(handler.node.path)} may run for ${own.toHumanString()}, but API Gateway waits ${waits.toHumanString()} for it; what it does after that nobody hears of`);
  }
}
