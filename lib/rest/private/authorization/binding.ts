import type { Acknowledgment } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Authorizers } from './authorizers';

/** An authorization as a method needs it. */
export interface AuthorizationBinding {
  /** How the user wrote it, for messages. */
  readonly name: string;
  readonly authorizationType: apigateway.AuthorizationType;
  readonly authorizer?: apigateway.IAuthorizer;
  /** Scopes of routes that do not say; undefined where nobody would look at them. */
  readonly scopes?: readonly string[];
  /** Whether API Gateway compares scopes itself. */
  readonly scopesOnMethod?: boolean;
  /** Whether a route may choose to need an API key beside it. */
  readonly apiKey: 'optional' | 'required' | 'forbidden';
  /** How the caller's API key follows from the authorizer's result, for APIs whose keys come from there. */
  readonly namesApiKey?: 'by-claim' | 'by-handler';
  readonly acknowledgements: readonly Acknowledgment[];
}

/** One way to authorize. What it needs is created once for every API that uses it. */
export interface AuthorizationMethod {
  bind(authorizers: Authorizers): AuthorizationBinding;
}
