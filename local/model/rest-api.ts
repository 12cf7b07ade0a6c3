import { AccessLog } from './access-log';
import { ApiIdentity } from './api-identity';
import { RestAuthorizer } from './rest-authorizer';
import { ThrottleLimits } from './throttle';
import { Json, JsonObject } from '../json';

/** A REST API as the service would run it, whether it came as resources or as an OpenAPI body. */
export interface RestApi extends ApiIdentity {
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  readonly binaryMediaTypes: readonly string[];
  /** Responses from this size on are compressed when the caller accepts it; absent: never. */
  readonly minimumCompressionSize?: number;
  /** Resource policy; absent: none. */
  readonly policy?: Json;
  /** All resources, the root included. */
  readonly resources: readonly RestResource[];
  readonly gatewayResponses: readonly GatewayResponse[];
  readonly authorizers: readonly RestAuthorizer[];
  readonly stages: readonly RestStage[];
}

export interface RestResource {
  readonly id: string;
  /** `/`, `/orders/{id}` or `/files/{proxy+}`. */
  readonly path: string;
  readonly methods: readonly RestMethod[];
}

export interface RestMethod {
  /** Logical id, for messages; of an OpenAPI body `<api>/<path>/<METHOD>`. */
  readonly logicalId: string;
  /** `GET` ... or `ANY`. */
  readonly httpMethod: string;
  readonly operationName?: string;
  readonly authorizationType: 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS';
  readonly authorizationScopes: readonly string[];
  readonly authorizerId?: string;
  readonly apiKeyRequired: boolean;
  /** Declared parameters: `method.request.{header|path|querystring}.<name>` and whether the caller must send it. */
  readonly requestParameters: ReadonlyMap<string, boolean>;
  /** Model schemas by content type, self-contained: references to other models are in `definitions`. */
  readonly requestModels: ReadonlyMap<string, JsonObject>;
  readonly validateBody: boolean;
  readonly validateParameters: boolean;
  /** Absent on a method without integration: answers 500 as the service does. */
  readonly integration?: RestIntegration;
}

export interface RestIntegration {
  readonly type: 'AWS' | 'AWS_PROXY' | 'HTTP' | 'HTTP_PROXY' | 'MOCK';
  /** Method of the call to the backend. */
  readonly httpMethod?: string;
  /** As in the template; may hold `${stageVariables.name}` and, for HTTP, `{parameter}`. */
  readonly uri?: string;
  readonly connectionType: 'INTERNET' | 'VPC_LINK';
  readonly timeoutMilliseconds: number;
  /** `integration.request.{header|path|querystring}.<name>` to a mapping expression. */
  readonly requestParameters: ReadonlyMap<string, string>;
  /** Template by content type. */
  readonly requestTemplates: ReadonlyMap<string, string>;
  readonly passthroughBehavior: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
  readonly responses: readonly RestIntegrationResponse[];
  /** `STREAM` is not served yet. */
  readonly responseTransferMode: 'BUFFERED' | 'STREAM';
}

export interface RestIntegrationResponse {
  readonly statusCode: string;
  /** Regular expression; empty or absent: the default response. */
  readonly selectionPattern?: string;
  /** `method.response.header.<name>` to a mapping expression. */
  readonly responseParameters: ReadonlyMap<string, string>;
  readonly responseTemplates: ReadonlyMap<string, string>;
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
}

export interface GatewayResponse {
  /** For example `DEFAULT_4XX` or `THROTTLED`. */
  readonly responseType: string;
  readonly statusCode?: string;
  /** `gatewayresponse.header.<name>` to a mapping expression. */
  readonly responseParameters: ReadonlyMap<string, string>;
  readonly responseTemplates: ReadonlyMap<string, string>;
}

export interface RestStage {
  readonly logicalId: string;
  readonly name: string;
  readonly variables: ReadonlyMap<string, string>;
  /** Stage settings by `*\/*` (whole stage) or `/path/METHOD`, slashes of the path decoded (`/orders/{id}/GET`). */
  readonly methodSettings: ReadonlyMap<string, RestMethodSettings>;
  readonly accessLog?: AccessLog;
  readonly tracing: boolean;
  readonly deploymentId: string;
}

export interface RestMethodSettings {
  /** Absent: only the account's limits hold. */
  readonly throttle?: ThrottleLimits;
  readonly metrics: boolean;
}
