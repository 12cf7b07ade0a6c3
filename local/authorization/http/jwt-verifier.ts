import { renderClaims } from './jwt-claims';
import { Json, JsonObject } from '../../json';
import { HttpJwtConfiguration } from '../../model/http-api';
import { isDate, isSubject } from '../jwt/claim-values';
import { readCompactToken } from '../jwt/compact-token';
import { findSigner, headerProblem } from '../jwt/verification-key';
import { KeysUnreachable, VerificationKeys } from '../jwt/verification-keys';

/** A token whose signature, issuer and audience are right. Whether it is good now, and for a route, is looked at with every use. */
export interface VerifiedToken {
  /** The issuer's key that has signed it. */
  readonly signer: JsonObject;
  /** Seconds since the epoch; it is good until before then. */
  readonly expires: number;
  /** The latest of `nbf` and `iat`. */
  readonly begins: number;
  readonly scopes: ReadonlySet<string>;
  /** As events show them. */
  readonly claims: Readonly<Record<string, string>>;
}

/** What is wrong with a token. */
export interface TokenProblem {
  /** For the caller, in the words of the service where they are known. */
  readonly description: string;
  /** For the log; without any part of the token. */
  readonly reason: string;
}

/** The service takes RSA signatures only. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
const algorithms = ['RS256', 'RS384', 'RS512'] as const;

/**
 * Verifies tokens as the native JWT authorizer does: signature by the issuer's keys, `iss` character by character, `aud`, or `client_id` where there is
 * no `aud`. A token is never accepted on trust: keys that can't be had refuse it.
 */
export class JwtVerifier {
  public constructor(private readonly jwt: HttpJwtConfiguration, private readonly keys: VerificationKeys) {}

  /** Never rejects. */
  public async verify(text: string): Promise<VerifiedToken | TokenProblem> {
    const token = readCompactToken(text);
    if (typeof token === 'string') {
      return problem(text.split('.', 4).length === 3 ? 'the token is malformed' : 'token contains an invalid number of segments', token);
    }
    const { header, claims } = token;
    const unusual = headerProblem(header, algorithms);
    if (unusual !== undefined) return problem('the header of the token is not supported', unusual);
    const { kid } = header;
    if (typeof kid !== 'string' || kid === '') return problem('the token does not name its key', 'the token names no key (kid)');
    // Looked at before the signature, so that tokens of others cause no search for keys.
    if (claims.iss !== this.jwt.issuer) return problem('issuer does not match', `the token is of another issuer than ${this.jwt.issuer}`);
    const published = await this.find(kid);
    if ('description' in published) return published;
    if (published.length === 0) return problem('the issuer does not have the key of the token', 'the issuer has no key of that id (kid)');
    const signer = findSigner(published, token);
    if (typeof signer === 'string') return problem('the signature of the token is not valid', signer);
    return this.claimsProblem(claims) ?? verified(claims, signer);
  }

  private async find(kid: string): Promise<readonly JsonObject[] | TokenProblem> {
    try {
      return await this.keys.find(kid);
    } catch (error) {
      if (!(error instanceof KeysUnreachable)) return problem('JWKS communication error', 'the token can\'t be verified');
      const description = error.missing === 'discovery' ? 'OIDC discovery endpoint communication error' : 'JWKS communication error';
      return problem(description, `the token can't be verified: ${error.message}`);
    }
  }

  private claimsProblem({ aud, client_id: client, exp, nbf = 0, iat = 0, sub = 'nobody' }: JsonObject): TokenProblem | undefined {
    // A client stands for an audience only where there is none at all.
    const audiences: readonly Json[] = aud === undefined ? [client ?? null] : Array.isArray(aud) ? aud : [aud];
    const isForUs = audiences.every((one) => typeof one === 'string') && audiences.some((one) => this.jwt.audience.includes(one));
    if (!isForUs) {
      return problem('the token does not have a valid audience', `neither aud nor, without aud, client_id of the token is one of ${this.jwt.audience.join(', ')}`);
    }
    if (!isDate(exp) || !isDate(nbf) || !isDate(iat)) return problem('the dates of the token are not valid', 'exp of the token is missing, or exp, nbf or iat is no date');
    if (!isSubject(sub)) return problem('the token does not have a valid subject', 'sub of the token is no text of 1 to 255 printable characters');
    return undefined;
  }
}

function verified(claims: JsonObject, signer: JsonObject): VerifiedToken {
  const { exp, nbf, iat, scope, scp } = claims;
  const scopes = [scope, scp].flatMap((value) => (typeof value === 'string' ? value.split(' ') : Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []));
  const begins = Math.max(Number(nbf ?? 0), Number(iat ?? 0));
  return { signer, expires: Number(exp), begins, scopes: new Set(scopes), claims: renderClaims(claims) };
}

function problem(description: string, reason: string): TokenProblem {
  return { description, reason };
}
