import { verify } from 'node:crypto';
import { Authorizer, AuthorizerAnswer, AuthorizerCall } from './authorizer';
import { renderClaims } from './claims';
import { compileIdentitySource, IdentitySource } from './identity-source';
import { Clock } from '../../clock';
import { CompactToken, readCompactToken } from './jwt/compact-token';
import { rsaKey } from './jwt/verification-key';
import { KeysUnreachable, VerificationKeys } from './jwt/verification-keys';
import { authorizerBroken, deniedByAuthorizer, statusOf, unauthorized } from './refusals';
import { compileValidation, Validation } from './validation-expression';
import { Refusal } from '../../gateway/refusal';
import { JsonObject } from '../../json';
import { RestAuthorizer, UserPool } from '../../model/rest-authorizer';

/** How far ahead of this machine the clock of an issuer may be, in seconds. */
const tolerance = 30;

export interface CognitoAuthorizerOptions {
  /** Keys whose signatures count for a pool: those that it publishes, or those of the local issuer in its place. */
  readonly keysOf: (pool: UserPool) => VerificationKeys;
  readonly clock: Clock;
  readonly stageVariables: ReadonlyMap<string, string>;
}

/**
 * A Cognito user pool authorizer: without scopes on the method it takes ID tokens, with scopes access tokens that have one of them.
 * Every token is verified, none is accepted on trust: keys that can't be had deny.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export class CognitoAuthorizer implements Authorizer {
  private readonly source: IdentitySource | undefined;
  private readonly validation: Validation | undefined;
  private readonly pools: ReadonlyMap<string, { readonly keys: VerificationKeys }>;

  public constructor(private readonly model: RestAuthorizer, private readonly options: CognitoAuthorizerOptions) {
    const [expression = 'method.request.header.Authorization'] = model.identitySources;
    this.source = compileIdentitySource(expression, options.stageVariables);
    this.validation = compileValidation(model.identityValidationExpression);
    this.pools = new Map(model.userPools.map((pool) => [pool.issuer, { keys: options.keysOf(pool) }]));
  }

  public async authorize(call: AuthorizerCall): Promise<AuthorizerAnswer> {
    const began = this.options.clock.now();
    const verdict = await this.judge(call);
    const latency = this.options.clock.now() - began;
    if ('responseType' in verdict) {
      return { kind: 'refused', refusal: verdict, trace: { latency, status: statusOf(verdict), error: verdict.message ?? 'Internal server error' } };
    }
    return { kind: 'authenticated', caller: { context: { claims: renderClaims(verdict.claims) } }, trace: { latency, status: 200 } };
  }

  private async judge(call: AuthorizerCall): Promise<{ readonly claims: JsonObject } | Refusal> {
    if (this.source === undefined) return authorizerBroken(`identity source ${this.model.identitySources[0] ?? ''} of ${this.model.logicalId} can't be read`);
    if (this.pools.size === 0) return authorizerBroken(`${this.model.logicalId} names no user pool`);
    if (this.validation?.problem !== undefined) return authorizerBroken(`IdentityValidationExpression of ${this.model.logicalId}: ${this.validation.problem}`);
    const text = this.source(call)?.replace(/^Bearer +/i, '').trim();
    if (text === undefined) return unauthorized(`${this.model.identitySources[0] ?? 'the Authorization header'} is missing or empty`);
    const token = readCompactToken(text);
    if (typeof token === 'string') return unauthorized(token);
    const problem = await this.signatureProblem(token);
    if (problem !== undefined) return unauthorized(problem);
    return this.claimsProblem(token.claims, call.scopes) ?? { claims: token.claims };
  }

  private async signatureProblem({ header, claims, input, signature }: CompactToken): Promise<string | undefined> {
    const { alg, kid, typ = 'JWT' } = header;
    if (alg !== 'RS256') return 'the token is not signed with RS256, which user pools use';
    if (typeof typ !== 'string' || !/^(?:jwt|at\+jwt)$/i.test(typ)) return 'the typ of the token is neither JWT nor at+jwt';
    const demanding = ['crit', 'zip', 'b64'].find((name) => Object.hasOwn(header, name));
    if (demanding !== undefined) return `the header of the token has ${demanding}`;
    if (typeof kid !== 'string' || kid === '') return 'the token names no key (kid)';
    const pool = typeof claims.iss === 'string' ? this.pools.get(claims.iss) : undefined;
    if (pool === undefined) return `the token is of another issuer than ${[...this.pools.keys()].join(', ')}`;
    try {
      const jwk = await pool.keys.find(kid);
      if (jwk === undefined) return 'the issuer has no key of that id (kid)';
      const key = rsaKey(jwk);
      if (key === undefined) return 'the key of the issuer is not one for RS256 signatures of 2048 bits or more';
      return verify('sha256', input, key, signature) ? undefined : 'the signature of the token is wrong';
    } catch (error) {
      return error instanceof KeysUnreachable ? `the token can't be verified: ${error.message}` : 'the token can\'t be verified';
    }
  }

  private claimsProblem(claims: JsonObject, scopes: readonly string[]): Refusal | undefined {
    const { exp, iat, nbf = iat, sub, token_use: use, aud, client_id: clientId, scope = '' } = claims;
    const now = this.options.clock.now() / 1000;
    if (!finite(exp) || !finite(iat) || !finite(nbf)) return unauthorized('exp, iat or nbf of the token is missing or no number');
    if (exp <= now) return unauthorized('the token has expired', 'The incoming token has expired');
    if (iat > now + tolerance || nbf > now + tolerance) return unauthorized('the token is not valid yet');
    if (typeof sub !== 'string' || sub === '') return unauthorized('the token has no subject (sub)');
    const wanted = scopes.length === 0 ? 'id' : 'access';
    if (use !== wanted) {
      return unauthorized(`the method takes ${wanted} tokens ${wanted === 'id' ? 'as it has no scopes' : 'as it has scopes'}: token_use of the token is not ${wanted}`);
    }
    const client = use === 'id' ? aud : clientId;
    if (typeof client !== 'string' || client === '') return unauthorized(`the token has no ${use === 'id' ? 'audience (aud)' : 'client_id'}`);
    if (this.validation?.accepts(client) === false) return unauthorized('the client of the token does not match the IdentityValidationExpression');
    if (scopes.length === 0) return undefined;
    const granted = typeof scope === 'string' ? scope.split(' ') : [];
    return scopes.some((one) => granted.includes(one)) ? undefined : deniedByAuthorizer(false, `the token has none of the scopes ${scopes.join(', ')}`);
  }
}

function finite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
