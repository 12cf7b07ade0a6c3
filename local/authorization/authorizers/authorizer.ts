import { GatewayHeader, GatewayRequest } from '../../gateway/message/request';
import { Refusal } from '../../gateway/refusal';
import { JsonObject } from '../../json';
import { Policy } from '../policy/policy';

/** A request on its way through the authorization of its method. */
export interface AuthorizerCall {
  readonly request: GatewayRequest;
  readonly requestId: string;
  /** ARN of this call, path parameters filled in. */
  readonly methodArn: string;
  /** For example `/orders/{id}`. */
  readonly resourcePath: string;
  readonly pathParameters: ReadonlyMap<string, string>;
  /** Scopes of which a Cognito access token must have one; empty: an ID token is expected. */
  readonly scopes: readonly string[];
  /** Headers as functions see them. */
  headers(): readonly GatewayHeader[];
  /** `requestContext` of a proxy event, without its `authorizer`. Only made for those who look at it. */
  requestContext(): JsonObject;
}

/** What an authorizer found out. */
export type AuthorizerAnswer =
  /** A Lambda authorizer answered: its policy decides, together with the resource policy. */
  | { readonly kind: 'policy'; readonly policy: Policy; readonly caller: AuthorizedCaller; readonly trace: AuthorizerTrace }
  /** A token is genuine and good for this method. */
  | { readonly kind: 'authenticated'; readonly caller: AuthorizedCaller; readonly trace: AuthorizerTrace }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly trace: AuthorizerTrace };

/** What later stages may know of a caller. */
export interface AuthorizedCaller {
  /** `requestContext.authorizer` of events and `$context.authorizer` of logs and templates; `integrationLatency` is added by the pipeline's stage. */
  readonly context: JsonObject;
  /** API key of the caller, for an API whose key source is `AUTHORIZER`. */
  readonly usageIdentifierKey?: string;
}

/** Values of `$context.authorizer.*` that exist in access logs alone. */
export interface AuthorizerTrace {
  /** Milliseconds; 0 for a cached result. */
  readonly latency: number;
  /** Status of the authorizer: 200, 401, 403 or 500. */
  readonly status: number;
  /** Status of the Lambda service; absent when the function was not called. */
  readonly integrationStatus?: number;
  readonly error?: string;
}

/** Judges callers. One instance serves one authorizer in one stage. */
export interface Authorizer {
  /** Never rejects. */
  authorize(call: AuthorizerCall): Promise<AuthorizerAnswer>;
}
