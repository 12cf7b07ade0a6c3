import { AccessLog } from './access-log';
import { ApiIdentity } from './api-identity';
import { ThrottleLimits } from './throttle';

/** An HTTP API as the service would run it. */
export interface HttpApi extends ApiIdentity {
  /** Absent: preflights are requests like any other. */
  readonly cors?: HttpCors;
  /** The API answers under its custom domains only. */
  readonly executeApiDisabled: boolean;
  readonly routes: readonly HttpRoute[];
  readonly authorizers: readonly HttpAuthorizer[];
  readonly stages: readonly HttpStage[];
  readonly domains: readonly HttpDomain[];
  /** Paths of the same domains that lead to other APIs. @default - none */
  readonly elsewhere?: readonly Pick<HttpDomain, 'domainName' | 'basePath'>[];
}

export interface HttpCors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds?: number;
}

export interface HttpRoute {
  readonly logicalId: string;
  readonly routeId: string;
  /** `GET /orders/{id}`, `ANY /files/{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly operationName?: string;
  readonly authorizationType: 'NONE' | 'AWS_IAM' | 'JWT' | 'CUSTOM';
  readonly authorizerId?: string;
  /** Of which a token must have one; none: any token will do. */
  readonly authorizationScopes: readonly string[];
  /** Absent on a route without integration. */
  readonly integration?: HttpIntegration;
}

export interface HttpIntegration {
  readonly logicalId: string;
  readonly integrationId: string;
  readonly type: 'AWS_PROXY' | 'HTTP_PROXY';
  /** AWS service action, for example `SQS-SendMessage`; absent: a function, or an HTTP backend. */
  readonly subtype?: string;
  /** As in the template: function ARN or invocation URI, URL, or ARN of a listener or service behind a VPC link. May hold `${stageVariables.name}` and `{parameter}`. */
  readonly uri?: string;
  /** Method of the call to an HTTP backend; absent or `ANY`: the caller's. */
  readonly method?: string;
  readonly payloadFormatVersion: '1.0' | '2.0';
  readonly timeoutMilliseconds: number;
  readonly connectionType: 'INTERNET' | 'VPC_LINK';
  readonly tlsServerName?: string;
  /** `append:header.name`, `overwrite:path` ... to a mapping; of a service action its parameters. */
  readonly requestParameters: ReadonlyMap<string, string>;
  /** The same for responses, by status code of the backend. */
  readonly responseParameters: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export interface HttpAuthorizer {
  readonly id: string;
  readonly logicalId: string;
  readonly name: string;
  readonly type: 'JWT' | 'REQUEST';
  /** `$request.header.Authorization`, `$request.querystring.token`, `$context.routeKey`, `$stageVariables.name`. */
  readonly identitySources: readonly string[];
  /** Of a JWT authorizer. */
  readonly jwt?: HttpJwtConfiguration;
  /** Invocation URI of the function of a Lambda authorizer. */
  readonly uri?: string;
  readonly payloadFormatVersion: '1.0' | '2.0';
  /** Whether the function answers `{ isAuthorized, context }` instead of a policy; payload 2.0 only. */
  readonly simpleResponses: boolean;
  /** 0: results are not cached. */
  readonly resultTtlSeconds: number;
}

export interface HttpJwtConfiguration {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** Whether a loaded template creates the issuer: then no token of AWS can be meant. */
  readonly local: boolean;
}

export interface HttpStage {
  readonly logicalId: string;
  /** `$default` or a name, which then is the first segment of paths. */
  readonly name: string;
  readonly variables: ReadonlyMap<string, string>;
  readonly defaultRouteSettings: HttpRouteSettings;
  /** By route key; an entry replaces the default as a whole. */
  readonly routeSettings: ReadonlyMap<string, HttpRouteSettings>;
  readonly accessLog?: AccessLog;
  /** Absent: nothing was ever deployed to it, so that it knows no route. */
  readonly deploymentId?: string;
  /** What a distribution in front of it adds to requests, by names in lower case; absent: nothing. */
  readonly originHeaders?: ReadonlyMap<string, string>;
}

export interface HttpRouteSettings {
  /** Absent: only the account's limits hold. */
  readonly throttle?: ThrottleLimits;
  readonly detailedMetrics: boolean;
}

/** A custom domain under which a stage answers. */
export interface HttpDomain {
  readonly domainName: string;
  /** Without slashes at the ends; empty: the root. */
  readonly basePath: string;
  readonly stageName: string;
}
