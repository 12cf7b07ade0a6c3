import { HttpFailure } from '../../gateway/http/http-failure';
import { GatewayHeader, GatewayRequest } from '../../gateway/message/request';
import { JsonObject } from '../../json';
import { HttpRoute } from '../../model/http-api';

/** A request on its way through the authorization of its route. */
export interface HttpAuthorizerCall {
  readonly route: HttpRoute;
  readonly request: GatewayRequest;
  readonly requestId: string;
  readonly stageName: string;
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<METHOD>/<path>` of this call. */
  readonly routeArn: string;
  /** The whole path as the caller sent and signed it. @default - the stage's name, but for `$default`, and `request.rawPath` */
  readonly sentPath?: string;
  readonly pathParameters: ReadonlyMap<string, string>;
  readonly stageVariables: ReadonlyMap<string, string>;
  /** Headers as functions see them. */
  headers(): readonly GatewayHeader[];
  /** `requestContext` of an event of that version, without its `authorizer`. Only made for those who look at it. */
  requestContext(version: '1.0' | '2.0'): JsonObject;
  /** `$context.<name>`, for identity sources. */
  context(name: string): string | undefined;
}

/** What an authorizer found out. */
export interface HttpAuthorizerAnswer {
  /** Absent: the request may pass. */
  readonly failure?: HttpFailure;
  /** What later stages may know of a caller that may pass. */
  readonly caller?: HttpCaller;
  /** `$context.authorizer.error` and its like. */
  readonly trace?: { readonly error?: string; readonly latency?: number; readonly status?: number };
}

/** Who calls, by the kind of authorizer that found it out. */
export type HttpCaller =
  /** `requestContext.authorizer.jwt`: claims as texts, and the route's scopes (`null`: it has none). */
  | { readonly kind: 'jwt'; readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null }
  /** Context of a Lambda authorizer: `requestContext.authorizer.lambda`. */
  | { readonly kind: 'lambda'; readonly context: JsonObject; readonly principalId?: string }
  | { readonly kind: 'iam'; readonly accessKey: string; readonly accountId: string; readonly userArn: string; readonly userId: string; readonly callerId: string };
