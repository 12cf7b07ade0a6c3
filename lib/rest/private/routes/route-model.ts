import type { Duration } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AddedRoute } from './added-route';
import type { RouteKey } from '../../../common/private/route-key';
import type { RouteSettings } from '../../../common/stage/route-settings';
import type { MockResponse } from '../../mock-response';
import type { AuthorizationBinding } from '../authorization/binding';

/** What answers a route. */
export type RouteTarget =
  | { readonly kind: 'function'; readonly handler: lambda.IFunction; readonly timeout?: Duration }
  | { readonly kind: 'integration'; readonly integration: apigateway.Integration }
  | { readonly kind: 'mock'; readonly response: MockResponse };

/** A route, checked and complete. Renderers turn it into CloudFormation. */
export interface RouteModel extends RouteSettings {
  readonly key: RouteKey;
  /** Scope of what belongs to this route alone. */
  readonly construct: AddedRoute;
  readonly target: RouteTarget;
  readonly authorization: AuthorizationBinding;
  /** Of which a caller's token needs one; none: any token. */
  readonly scopes: readonly string[];
  /** Whether the route says itself who may call it. */
  readonly isDecided: boolean;
  readonly apiKeyRequired: boolean;
  readonly requiredQueryParameters: readonly string[];
  readonly requiredHeaders: readonly string[];
  readonly requestSchema?: apigateway.JsonSchema;
  readonly operationName?: string;
}

/** One way to write routes into a template. */
export interface RouteRenderer {
  render(route: RouteModel): void;
}
