import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as appconfig from 'aws-cdk-lib/aws-appconfig';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as kinesis from 'aws-cdk-lib/aws-kinesis';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { HttpBackendOptions, HttpCloudMapOptions, HttpLambdaOptions, HttpPrivateOptions, HttpUrlOptions } from './http-backend-options';
import type { HttpRequestMapping } from './http-request-mapping';
import type {
  HttpGetConfigurationOptions, HttpPutEventsOptions, HttpPutRecordOptions, HttpSendMessageOptions, HttpStartExecutionOptions,
} from './http-service-options';
import type { BackendTarget, HttpBackendScope } from './private/backends/backend-scope';
import { cloudMapService } from './private/backends/cloud-map-service';
import { ExistingTarget } from './private/backends/existing-target';
import { LambdaTarget } from './private/backends/lambda-target';
import { applicationListener, networkListener } from './private/backends/load-balancers';
import { PrivateTarget } from './private/backends/private-target';
import * as requests from './private/backends/service-requests';
import { type ServiceRequest, ServiceTarget } from './private/backends/service-target';
import { UrlTarget } from './private/backends/url-target';

/**
 * What answers the routes of an HTTP API.
 *
 * One backend may answer many routes: they share one integration, one permission and one role. Backends that call the same with the same options are one.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html
 */
export class HttpBackend {
  /**
   * A Lambda function. It may be called by this API once for all routes.
   *
   * @throws when an option is out of range
   */
  public static lambda(handler: lambda.IFunction, options: HttpLambdaOptions = {}): HttpBackend {
    return new HttpBackend(new LambdaTarget(handler, options), options.requestMapping);
  }

  /**
   * A public URL, like `'https://api.example.com/orders/{id}'`. Names in braces are path parameters of the route: `'ANY /orders/{proxy+}'` fills `{proxy}`.
   * Stage variables are `${stageVariables.name}`.
   *
   * @throws when it is not an https URL without `plainHttpReason`, or an option is out of range
   */
  public static url(url: string, options: HttpUrlOptions = {}): HttpBackend {
    return new HttpBackend(new UrlTarget(url, options), options.requestMapping);
  }

  /**
   * An Application Load Balancer in a VPC. Its security groups let the VPC link of the API in. In a named stage the path begins with the stage's name, unless
   * the request mapping has `overwritePath('$request.path')`.
   *
   * @throws without `secureServerName` or `plainHttpReason`, when they are not what the listener speaks, or the listener does not tell its VPC
   */
  public static applicationLoadBalancer(listener: elbv2.IApplicationListener, options: HttpPrivateOptions): HttpBackend {
    return new HttpBackend(new PrivateTarget(applicationListener(listener, options), options), options.requestMapping);
  }

  /**
   * A Network Load Balancer in a VPC. Its security groups, if it has any, let the VPC link of the API in. In a named stage the path begins with the stage's
   * name, unless the request mapping has `overwritePath('$request.path')`.
   *
   * @throws without `secureServerName` or `plainHttpReason`, when the listener can't speak HTTP, or does not tell its VPC
   */
  public static networkLoadBalancer(listener: elbv2.INetworkListener, options: HttpPrivateOptions): HttpBackend {
    return new HttpBackend(new PrivateTarget(networkListener(listener, options), options), options.requestMapping);
  }

  /**
   * Instances that AWS Cloud Map finds in a VPC. In a named stage the path begins with the stage's name, unless the request mapping has
   * `overwritePath('$request.path')`.
   *
   * @throws without `secureServerName` or `plainHttpReason`, or without `vpc` or `vpcLink`
   */
  public static cloudMap(service: servicediscovery.IService, options: HttpCloudMapOptions): HttpBackend {
    return new HttpBackend(new PrivateTarget(cloudMapService(service, options), options), options.requestMapping);
  }

  /**
   * Starts a state machine and answers with the ARN of the execution.
   *
   * @throws when an option is no expression
   */
  public static startExecution(stateMachine: sfn.IStateMachine, options: HttpStartExecutionOptions = {}): HttpBackend {
    return HttpBackend.ofService(requests.startExecution(stateMachine, options), options);
  }

  /**
   * Runs an express state machine and answers with its result, also when it failed: the client reads `status`.
   *
   * @throws when the state machine is a standard one, or an option is no expression
   */
  public static startSyncExecution(stateMachine: sfn.IStateMachine, options: HttpStartExecutionOptions = {}): HttpBackend {
    return HttpBackend.ofService(requests.startSyncExecution(stateMachine, options), options);
  }

  /**
   * Sends a message to an Amazon SQS queue. A key of yours that encrypts the queue must leave permissions to IAM, as keys of the CDK do.
   *
   * @throws when an option is no expression, or not for this kind of queue
   */
  public static sendMessage(queue: sqs.IQueue, options: HttpSendMessageOptions = {}): HttpBackend {
    return HttpBackend.ofService(requests.sendMessage(queue, options), options);
  }

  /**
   * Puts an event on an Amazon EventBridge bus.
   *
   * @throws when an option is no expression, or the source is one of AWS
   */
  public static putEvents(bus: events.IEventBus, options: HttpPutEventsOptions): HttpBackend {
    return HttpBackend.ofService(requests.putEvents(bus, options), options);
  }

  /**
   * Puts a record on an Amazon Kinesis data stream. A key of yours that encrypts the stream must leave permissions to IAM, as keys of the CDK do.
   *
   * @throws when an option is no expression
   */
  public static putRecord(stream: kinesis.IStream, options: HttpPutRecordOptions): HttpBackend {
    return HttpBackend.ofService(requests.putRecord(stream, options), options);
  }

  /**
   * Answers with a configuration of AWS AppConfig, as it is deployed to an environment.
   *
   * @throws when an option is no expression
   */
  public static getConfiguration(
    environment: appconfig.IEnvironment, configuration: appconfig.IConfiguration, options: HttpGetConfigurationOptions = {},
  ): HttpBackend {
    return HttpBackend.ofService(requests.getConfiguration(environment, configuration, options), options);
  }

  /**
   * Any integration of the CDK, as it is: `integration` of a route.
   * @internal
   */
  public static _fromIntegration(integration: apigwv2.HttpRouteIntegration): HttpBackend {
    return new HttpBackend(new ExistingTarget(integration));
  }

  private static ofService(request: ServiceRequest, options: HttpBackendOptions): HttpBackend {
    return new HttpBackend(new ServiceTarget(request, options));
  }

  private constructor(private readonly target: BackendTarget, private readonly requestMapping?: HttpRequestMapping) {}

  /**
   * What its request mapping reads of an authorizer, like `claims.sub`.
   * @internal
   */
  public get _authorizerVariables(): readonly string[] {
    return this.requestMapping?._authorizerVariables ?? [];
  }

  /**
   * The integration, the same for every route that the backend answers.
   * @internal
   */
  public _bind(scope: HttpBackendScope): apigwv2.HttpRouteIntegration {
    return this.target.bind(scope);
  }
}
