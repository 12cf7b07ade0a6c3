import type { Acknowledgment } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';

/** An authorization as a method needs it. */
export interface AuthorizationBinding {
  /** How the user wrote it, for messages. */
  readonly name: string;
  readonly authorizationType: apigateway.AuthorizationType;
  readonly authorizer?: apigateway.IAuthorizer;
  readonly authorizationScopes?: string[];
  /** Whether a route may choose to need an API key beside it. */
  readonly apiKey: 'optional' | 'required' | 'forbidden';
  readonly acknowledgements: readonly Acknowledgment[];
}
