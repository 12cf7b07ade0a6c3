import { AuthorizerConfiguration } from '../configuration';
import { AuthorizerError, ConfigurationError } from '../errors';
import { Log } from '../log';
import { Ports, VerifiedToken, verifier } from '../verifier';
import { claimContext } from './context';
import { readEvent } from './event';
import { parseMethodArn } from './method-arn';
import { DENY_ALL, isAllowed, PolicyDocument, policyDocument } from './policy-document';
import { isTooLarge, routeAuthorization } from './route-authorization';
import { usageIdentifier } from './usage-identifier';

export interface RestResult {
  readonly principalId: string;
  readonly policyDocument: PolicyDocument;
  readonly context: Readonly<Record<string, string>>;
  readonly usageIdentifierKey?: string;
}

/** Takes any event. Resolves to a policy for a valid token, else rejects with `Unauthorized`, which API Gateway answers with 401. */
export type RestHandler = (event: unknown) => Promise<RestResult>;

export interface RestHandlerOptions extends Ports {
  readonly configuration: AuthorizerConfiguration;
}

/** Of the whole result. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const LARGEST_RESULT = 8_000;
const LARGEST_CONTEXT = 4_096;

/**
 * A REQUEST authorizer of REST APIs.
 *
 * @throws ConfigurationError if no policy can be right for the configured routes
 */
export function makeRestHandler({ configuration, ...ports }: RestHandlerOptions): RestHandler {
  const verify = verifier(configuration, ports);
  const authorize = routeAuthorization(configuration);
  return async (event) => {
    try {
      const { token: text, methodArn, route } = readEvent(event);
      const { stage, call } = parseMethodArn(methodArn);
      const token = await verify(text);
      const wanted = authorize(token.scopes, route, call);
      const verdict = isTooLarge(wanted, stage) ? DENY_ALL : wanted;
      const reason = verdict === wanted ? 'scope' : 'policy-too-large';
      if (!isAllowed(verdict, call)) ports.log({ level: 'WARN', message: 'forbidden', reason, issuer: token.issuer.issuer, route });
      return resultFor(token, policyDocument(verdict, stage), configuration.contextClaims);
    } catch (error) {
      logDenial(ports.log, error);
      throw unauthorized();
    }
  };
}

/** Denies everything and says why, for a function that is not configured as it should be. */
export function makeRefusingHandler(error: unknown, log: Log): RestHandler {
  const message = error instanceof ConfigurationError ? error.message : 'unexpected error';
  log({ level: 'ERROR', message: 'the authorizer is not configured, every request is denied', reason: 'configuration', detail: message });
  return async () => {
    log({ level: 'ERROR', message: 'unauthorized', reason: 'configuration' });
    throw unauthorized();
  };
}

function resultFor(token: VerifiedToken, policy: PolicyDocument, contextClaims: readonly string[]): RestResult {
  const usageIdentifierKey = usageIdentifier(token);
  const result = { principalId: token.subject, policyDocument: policy, ...(usageIdentifierKey !== undefined && { usageIdentifierKey }) };
  const room = LARGEST_RESULT - Buffer.byteLength(JSON.stringify(result));
  return { ...result, context: claimContext(token, contextClaims, Math.min(room, LARGEST_CONTEXT)) };
}

function logDenial(log: Log, error: unknown): void {
  const { reason, actual, expected } = error instanceof AuthorizerError ? error : new AuthorizerError('unexpected');
  const isPlain = actual === undefined || typeof actual === 'string' || typeof actual === 'number';
  log({ level: 'WARN', message: 'unauthorized', reason, actual: isPlain ? actual : typeof actual, expected });
}

/** The one word that API Gateway takes for a 401, without a stack, which Lambda would write to the log. */
function unauthorized(): Error {
  const error = new Error('Unauthorized');
  error.stack = 'Error: Unauthorized';
  return error;
}
