import { claimContext, textOf } from '../rest/context';
import { VerifiedToken } from '../verifier';

/** What reaches the backend as `requestContext.authorizer.lambda`. */
export interface HttpContext {
  /** As `requestContext.authorizer.jwt.claims` of a native JWT authorizer: all claims that are no objects, as text. */
  readonly claims?: Readonly<Record<string, string>>;
  /** As `requestContext.authorizer.jwt.scopes`. */
  readonly scopes?: readonly string[];
  /** Address of whoever called CloudFront; for API Gateway all requests come from CloudFront's. */
  readonly viewerAddress?: string;
  /** Chosen claims by themselves, for access logs: `$context.authorizer.sub`. */
  readonly [claim: string]: unknown;
}

/** API Gateway takes a result of 8 KB; the rest is for its frame. */
const LARGEST = 7_500;
const LARGEST_LOGGED = 1_000;
const LARGEST_SCOPES = 2_000;

/** What does not fit is left out from the end: first further claims, in the order of the token. */
export function httpContext(token: VerifiedToken, logged: readonly string[]): HttpContext {
  const byThemselves = claimContext(token, logged.filter((name) => name !== 'claims' && name !== 'scopes'), LARGEST_LOGGED);
  const scopes = within(token.scopes.map((scope) => [scope, scope]), LARGEST_SCOPES).map(([scope]) => scope);
  const room = LARGEST - Buffer.byteLength(JSON.stringify({ ...byThemselves, scopes }));
  const texts = Object.entries(token.claims).flatMap(([name, value]): [string, string][] => {
    const text = textOf(value);
    return text === undefined ? [] : [[name, text]];
  });
  return { ...byThemselves, claims: Object.fromEntries(within(texts, room)), scopes };
}

/** As many from the start as fit. */
function within(entries: readonly (readonly [string, string])[], limit: number): (readonly [string, string])[] {
  let size = 2;
  const end = entries.findIndex(([name, text]) => {
    size += Buffer.byteLength(JSON.stringify({ [name]: text }));
    return size > limit;
  });
  return entries.slice(0, end < 0 ? undefined : end);
}
