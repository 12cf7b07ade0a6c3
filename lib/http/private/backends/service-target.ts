import { Stack, Token } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type { IConstruct } from 'constructs';
import type { BackendTarget, HttpBackendScope } from './backend-scope';
import { checkOptions } from './check-options';
import { type ServiceCall, ServiceRole } from './service-role';
import { parameterMappingOf, sharedIntegration } from './shared-integration';
import { pathWithin } from './tokens';
import type { HttpBackendOptions } from '../../http-backend-options';
import { checkExpression } from '../mapping/mapping-expression';

/** One call of an AWS service. */
export interface ServiceRequest {
  /** The factory that made it, as a user wrote it. */
  readonly what: string;
  readonly subtype: apigwv2.HttpIntegrationSubtype;
  readonly resource: IConstruct & { readonly env: { readonly region: string } };
  /** What beside the resource tells it from other calls. */
  readonly beside?: IConstruct;
  readonly call: ServiceCall;
  /** Parameters that name the resource. */
  readonly fixed: { readonly [parameter: string]: string };
  /** Parameters that users map: those that are set, with the option that sets each. */
  readonly mapped: { readonly [parameter: string]: { readonly option: string; readonly value: string | undefined; readonly fallback?: string } };
}

/**
 * An AWS service that API Gateway calls itself.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
 */
export class ServiceTarget implements BackendTarget {
  private readonly parameters: { readonly [parameter: string]: string };
  /** What users set. */
  private readonly own: { readonly [parameter: string]: string };
  private readonly pathParameters: readonly string[];

  public constructor(private readonly request: ServiceRequest, private readonly options: HttpBackendOptions) {
    const { what, mapped } = request;
    checkOptions(what, options);
    const entries = Object.entries(mapped).flatMap(([parameter, { option, value, fallback }]) => {
      const used = value ?? fallback;
      return used === undefined ? [] : [{ parameter, option, used, isOwn: value !== undefined }];
    });
    this.pathParameters = entries.flatMap(({ option, used }) => checkExpression(`${option} of ${what}`, used, 'request'));
    this.parameters = Object.fromEntries(entries.map(({ parameter, used }) => [parameter, used]));
    this.own = Object.fromEntries(entries.filter(({ isOwn }) => isOwn).map(({ parameter, used }) => [parameter, used]));
  }

  public bind(scope: HttpBackendScope): apigwv2.HttpRouteIntegration {
    const { request, parameters, options, own } = this;
    const target = [request.resource, ...(request.beside ? [request.beside] : [])].map((each) => pathWithin(each, scope.scope)).join(' ');
    return sharedIntegration(scope, {
      kind: request.subtype,
      target,
      options,
      variation: own,
      pathParameters: { [request.what]: this.pathParameters },
      configure: () => ({
        type: apigwv2.HttpIntegrationType.AWS_PROXY,
        subtype: request.subtype,
        payloadFormatVersion: apigwv2.PayloadFormatVersion.VERSION_1_0,
        credentials: apigwv2.IntegrationCredentials.fromRole(ServiceRole.of(scope.scope, target, request.call)),
        parameterMapping: parameterMappingOf({ ...request.fixed, ...parameters, ...this.region(scope) }),
      }),
    });
  }

  /** The service is asked in the region of the API, unless it is told otherwise. */
  private region({ scope }: HttpBackendScope): { Region?: string } {
    const { region } = this.request.resource.env;
    const own = Stack.of(scope).region;
    return Token.isUnresolved(region) || Token.isUnresolved(own) || region === own ? {} : { Region: region };
  }
}
