import type { Acknowledgment } from 'aws-cdk-lib';
import type { Authorizers } from './authorizers';
import type { JwtIssuer } from '../../../common/jwt-issuer';

/** An authorization as a route needs it. */
export interface AuthorizationBinding {
  /** How the user wrote it, for messages. */
  readonly name: string;
  readonly type: 'JWT' | 'AWS_IAM' | 'CUSTOM' | 'NONE';
  /** The authorizer, created when it is first asked for: behind CloudFront another one decides. */
  readonly authorizerId?: () => string;
  readonly issuer?: JwtIssuer;
  /** Scopes of routes that do not say; undefined where nobody would look at them. */
  readonly scopes?: readonly string[];
  readonly acknowledgements: readonly Acknowledgment[];
}

/** One way to authorize. */
export interface AuthorizationMethod {
  bind(authorizers: Authorizers): AuthorizationBinding;
}
