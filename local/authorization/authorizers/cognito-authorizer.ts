import { Authorizer, AuthorizerAnswer, AuthorizerCall } from './authorizer';
import { renderClaims } from './claims';
import { compileIdentitySource, IdentitySource } from './identity-source';
import { authorizerBroken, deniedByAuthorizer, statusOf, unauthorized } from './refusals';
import { compileValidation, Validation } from './validation-expression';
import { Clock } from '../../clock';
import { Refusal } from '../../gateway/refusal';
import { JsonObject } from '../../json';
import { RestAuthorizer, UserPool } from '../../model/rest-authorizer';
import { isDate, isSubject } from '../jwt/claim-values';
import { CompactToken, readCompactToken } from '../jwt/compact-token';
import { findSigner, headerProblem } from '../jwt/verification-key';
import { KeysUnreachable, VerificationKeys } from '../jwt/verification-keys';

/** How far the clocks of an issuer and of this machine may be apart, in seconds. */
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
  private readonly pools: ReadonlyMap<string, { readonly pool: UserPool; readonly keys: VerificationKeys }>;

  public constructor(private readonly model: RestAuthorizer, private readonly options: CognitoAuthorizerOptions) {
    const [expression = 'method.request.header.Authorization'] = model.identitySources;
    this.source = compileIdentitySource(expression, options.stageVariables);
    this.validation = compileValidation(model.identityValidationExpression);
    this.pools = new Map(model.userPools.map((pool) => [pool.issuer, { pool, keys: options.keysOf(pool) }]));
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

  private async signatureProblem(token: CompactToken): Promise<string | undefined> {
    const { header: { kid }, claims: { iss } } = token;
    const problem = headerProblem(token.header, ['RS256']);
    if (problem !== undefined) return problem;
    if (typeof kid !== 'string' || kid === '') return 'the token names no key (kid)';
    const found = typeof iss === 'string' ? this.pools.get(iss) : undefined;
    if (found === undefined) return `the token is of another issuer than ${[...this.pools.keys()].join(', ')}`;
    try {
      const published = await found.keys.find(kid);
      if (published.length === 0) return 'the issuer has no key of that id (kid)';
      const signer = findSigner(published, token);
      return typeof signer === 'string' ? signer : undefined;
    } catch (error) {
      return error instanceof KeysUnreachable ? `the token can't be verified: ${error.message}` : 'the token can\'t be verified';
    }
  }

  private claimsProblem(claims: JsonObject, scopes: readonly string[]): Refusal | undefined {
    const { iss, exp, iat, nbf = iat, sub, token_use: use, aud, client_id: clientId, scope = '' } = claims;
    const now = this.options.clock.now() / 1000;
    if (!isDate(exp) || !isDate(iat) || !isDate(nbf)) return unauthorized('exp, iat or nbf of the token is missing or no date in seconds');
    if (exp + tolerance <= now) return unauthorized('the token has expired', 'The incoming token has expired');
    if (iat > now + tolerance || nbf > now + tolerance) return unauthorized('the token is not valid yet');
    if (!isSubject(sub)) return unauthorized('the token has no proper subject (sub)');
    const wanted = scopes.length === 0 ? 'id' : 'access';
    if (use !== wanted) {
      return unauthorized(`the method takes ${wanted} tokens ${wanted === 'id' ? 'as it has no scopes' : 'as it has scopes'}: token_use of the token is not ${wanted}`);
    }
    const clients = textsOf(use === 'id' ? aud : clientId);
    if (clients === undefined) return unauthorized(`the token has no ${use === 'id' ? 'audience (aud)' : 'client_id'}`);
    const known = typeof iss === 'string' ? this.pools.get(iss)?.pool.clientIds ?? [] : [];
    if (known.length > 0 && !clients.some((client) => known.includes(client))) return unauthorized('the token is for a client that the user pool does not have');
    if (this.validation && !clients.some((client) => this.validation?.accepts(client))) return unauthorized('the client of the token does not match the IdentityValidationExpression');
    if (scopes.length === 0) return undefined;
    const granted = typeof scope === 'string' ? scope.split(' ') : [];
    return scopes.some((one) => granted.includes(one)) ? undefined : deniedByAuthorizer(false, `the token has none of the scopes ${scopes.join(', ')}`);
  }
}

/** A text, or a list of nothing but texts. */
function textsOf(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.filter((one): one is string => typeof one === 'string' && one !== '');
  return texts.length > 0 && texts.length === list.length ? texts : undefined;
}
