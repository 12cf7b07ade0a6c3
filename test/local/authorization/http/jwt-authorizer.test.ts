import { authorizerModel, call, headerOf, jwtStage, stageAuthorization } from './scenario';
import { HttpAuthorizerAnswer } from '../../../../local/authorization/http/http-authorizer-call';
import { RemoteKeys } from '../../../../local/authorization/jwt/remote-keys';
import { KeysUnreachable } from '../../../../local/authorization/jwt/verification-keys';
import { JsonObject } from '../../../../local/json';
import { LocalClock } from '../../../../local/local-clock';
import { TokenLab, TokenRecipe } from '../../../handlers/authorizers/token-lab';

const issuer = 'https://issuer.example';
const audience = 'orders-web';
const now = 1_795_000_000;
const lab = new TokenLab({ issuer, audience, now });

/** A published key set that a test may change or take away. */
class Published {
  public names = ['rsa-1', 'rsa-2'];
  public failure: KeysUnreachable | undefined;
  public fetches = 0;

  public async fetch(): Promise<readonly JsonObject[]> {
    this.fetches++;
    if (this.failure) throw this.failure;
    return this.names.map((name) => ({ ...lab.key(name).jwk }) as JsonObject);
  }
}

let clock: LocalClock;
let published: Published;
let asked: number;
let stage: ReturnType<typeof jwtStage>;

beforeEach(() => {
  clock = LocalClock.frozenAt(now * 1000);
  published = new Published();
  asked = 0;
  const remote = new RemoteKeys(issuer, published, clock);
  const keys = {
    find: async (kid: string) => {
      asked++;
      return remote.find(kid);
    },
    counts: (jwk: JsonObject) => remote.counts(jwk),
  };
  stage = jwtStage(issuer, [audience], keys, clock);
});

const bearer = (token: string, authorizationScopes: readonly string[] = []) => call({ headers: { authorization: `Bearer ${token}` }, route: { authorizationType: 'JWT', authorizationScopes } });
const answerTo = async (recipe: TokenRecipe = {}, scopes: readonly string[] = []) => stage.authorize(bearer(lab.token(recipe), scopes));

describe('what the backend gets to know', () => {
  test('claims as texts, and no scopes for a route without', async () => {
    const claims = { 'cognito:groups': ['admins', 'ops'], 'email_verified': true, 'firebase': { sign_in_provider: 'password', identities: { email: ['a@b.example'] } }, 'nothing': null };
    const { caller, failure } = await answerTo({ claims });
    expect(failure).toBeUndefined();
    expect(caller).toEqual({
      kind: 'jwt',
      scopes: null,
      claims: {
        'iss': issuer,
        'aud': audience,
        'client_id': audience,
        'sub': 'ann',
        'iat': String(now - 60),
        'exp': String(now + 3600),
        'scope': 'orders/read',
        'cognito:groups': '[admins ops]',
        'email_verified': 'true',
        'firebase': 'map[identities:map[email:[a@b.example]] sign_in_provider:password]',
        'nothing': '<nil>',
      },
    });
  });

  test('the scopes of the route', async () => {
    const { caller } = await answerTo({}, ['orders/write', 'orders/read']);
    expect(caller).toMatchObject({ scopes: ['orders/write', 'orders/read'] });
  });

  test('a claim of any name', async () => {
    const { caller } = await answerTo({ claimsText: JSON.stringify(lab.claims()).replace('{', '{"__proto__":{"admin":true},') });
    expect(JSON.parse(JSON.stringify(caller)).claims).toHaveProperty(['__proto__'], 'map[admin:true]');
    expect(caller).not.toHaveProperty('claims.admin');
  });
});

describe('refusals, as the service writes them', () => {
  test('no token', async () => {
    for (const headers of [{}, { authorization: '' }, { authorization: '  ' }, { 'x-token': 'x' }] as readonly Record<string, string>[]) {
      const answer = await stage.authorize(call({ headers }));
      expect(answer.failure).toMatchObject({ status: 401, message: 'Unauthorized', headers: ['www-authenticate', 'Bearer'] });
      expect(answer.trace?.error).toBe('missing: token not provided');
    }
  });

  // The first three texts were seen in replies and logs of the service; for the others none was found.
  test.each<[string, TokenRecipe | string, string]>([
    ['no JWT at all', 'not-a-token', 'token contains an invalid number of segments'],
    ['another audience', { claims: { aud: 'other' } }, 'the token does not have a valid audience'],
    ['another issuer', { claims: { iss: `${issuer}/` } }, 'issuer does not match'],
    ['an expired one', { claims: { exp: now } }, 'the token has expired'],
    ['one of tomorrow', { claims: { nbf: now + 1 } }, 'the token is not valid yet'],
    ['one issued tomorrow', { claims: { iat: now + 1 } }, 'the token is not valid yet'],
    ['a wrong signature', { key: 'stranger', header: { kid: 'rsa-1' } }, 'the signature of the token is not valid'],
    ['an unknown key', { key: 'stranger' }, 'the issuer does not have the key of the token'],
    ['another algorithm', { key: 'ec-256' }, 'the header of the token is not supported'],
    ['three segments of nothing', 'a.b.c', 'the token is malformed'],
  ])('%s', async (_, made, description) => {
    const token = typeof made === 'string' ? made : lab.token(made);
    const answer = await stage.authorize(bearer(token));
    expect(answer.failure).toMatchObject({ status: 401, message: 'Unauthorized' });
    expect(headerOf(answer, 'www-authenticate')).toBe(`Bearer scope="" error="invalid_token" error_description="${description}"`);
    expect(answer.trace?.error).toBe(`invalid_token: ${description}`);
    expect(answer.caller).toBeUndefined();
    if (token.length > 100) expect(JSON.stringify(answer)).not.toContain(token.slice(-40));
  });

  test('scopes of the route are named, and cleaned for a header', async () => {
    const answer = await answerTo({ claims: { aud: 'other' } }, ['orders/read', 'a"b\r\nc']);
    expect(headerOf(answer, 'www-authenticate')).toContain('Bearer scope="orders/read abc" error="invalid_token"');
  });

  test('no scope of the route', async () => {
    const answer = await answerTo({}, ['orders/write', 'orders/admin']);
    expect(answer.failure).toMatchObject({ status: 403, message: 'Forbidden' });
    expect(headerOf(answer, 'www-authenticate')).toMatch(/^Bearer scope="orders\/write orders\/admin" error="insufficient_scope" error_description="[^"]+"$/);
  });

  test.each<['discovery' | 'keys', string]>([
    ['discovery', 'OIDC discovery endpoint communication error'],
    ['keys', 'JWKS communication error'],
  ])('an issuer without %s: refused, and the log says why', async (missing, description) => {
    published.failure = new KeysUnreachable('it answered 503', missing);
    const answer = await answerTo();
    expect(headerOf(answer, 'www-authenticate')).toContain(`error_description="${description}"`);
    expect(answer.failure?.reason).toBe(`the token can't be verified: the keys of ${issuer} can't be had: it answered 503`);
  });

  test('keys that fail in another way', async () => {
    stage = jwtStage(issuer, [audience], { find: async () => { throw new TypeError('secret'); } }, clock);
    const answer = await answerTo();
    expect(answer.failure?.status).toBe(401);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});

describe('where the token is', () => {
  test.each<[string, string, Parameters<typeof call>[0]]>([
    ['a header of another name', '$request.header.X-Token', { headers: { 'x-token': lab.token() } }],
    ['the query string', '$request.querystring.token', { query: { token: [lab.token()] } }],
    ['the query string, with its scheme', '$request.querystring.token', { query: { token: [`Bearer ${lab.token()}`] } }],
  ])('%s', async (_, source, asking) => {
    const authorization = jwtStage(issuer, [audience], { find: async () => published.fetch() }, clock, { identitySources: [source] });
    expect((await authorization.authorize(call(asking))).caller?.kind).toBe('jwt');
    expect((await authorization.authorize(bearer(lab.token()))).failure?.status).toBe(401);
  });

  test.each([[['$request.body.token']], [['$request.header.A', '$request.header.B']]])('%j can\'t be served', async (identitySources) => {
    const authorization = jwtStage(issuer, [audience], { find: async () => [] }, clock, { identitySources });
    expect((await authorization.authorize(bearer(lab.token()))).failure).toMatchObject({ status: 500, message: 'Internal Server Error' });
  });

  test('an authorizer that is missing, or has no configuration', async () => {
    const authorization = stageAuthorization(authorizerModel(), {});
    expect((await authorization.authorize(call({ route: { authorizerId: 'gone' } }))).failure?.status).toBe(500);
    expect((await authorization.authorize(call())).failure?.status).toBe(500);
  });
});

describe('a token that was verified before', () => {
  const token = lab.token();
  const atOnce = (answer: HttpAuthorizerAnswer | Promise<HttpAuthorizerAnswer>): HttpAuthorizerAnswer => {
    if (answer instanceof Promise) throw new Error('it is not known');
    return answer;
  };
  beforeEach(async () => {
    expect(stage.authorize(bearer(token))).toBeInstanceOf(Promise);
    await stage.authorize(bearer(token));
    asked = 0;
  });

  test('is answered at once, without a look at the keys', () => {
    expect(atOnce(stage.authorize(bearer(token))).caller).toMatchObject({ kind: 'jwt', claims: { sub: 'ann' } });
    expect(asked).toBe(0);
  });

  test('expires all the same', async () => {
    clock.advance(3600_000);
    expect((await stage.authorize(bearer(token))).failure).toMatchObject({ status: 401, reason: 'the token has expired' });
  });

  test('expires within the time for which it is remembered', async () => {
    const short = lab.token({ claims: { exp: now + 10 } });
    await stage.authorize(bearer(short));
    clock.advance(9_999);
    expect(atOnce(stage.authorize(bearer(short))).failure).toBeUndefined();
    clock.advance(1);
    expect(atOnce(stage.authorize(bearer(short))).failure?.status).toBe(401);
  });

  test('must have a scope of every route anew', () => {
    expect(atOnce(stage.authorize(bearer(token, ['orders/read']))).failure).toBeUndefined();
    expect(atOnce(stage.authorize(bearer(token, ['orders/write']))).failure?.status).toBe(403);
  });

  test('is looked at again once its issuer may have dropped the key', async () => {
    published.names = ['rsa-2'];
    clock.advance(5 * 60_000);
    expect((await stage.authorize(bearer(token))).failure?.status).toBe(401);
    expect(asked).toBe(1);
  });

  test('is looked at again as soon as a rotation is known', async () => {
    published.names = ['rsa-any'];
    // A token with an unknown key makes the issuer be asked.
    await stage.authorize(bearer(lab.token({ key: 'rsa-any' })));
    expect((await stage.authorize(bearer(token))).failure?.status).toBe(401);
  });

  test('is looked at again under the same id with another key', async () => {
    published.fetch = async () => [{ ...lab.key('rsa-2').jwk, kid: 'rsa-1' }] as unknown as JsonObject[];
    await stage.authorize(bearer(lab.token({ key: 'stranger' })));
    expect((await stage.authorize(bearer(token))).failure?.status).toBe(401);
  });

  test('stands for no other: not one character may differ', async () => {
    for (const position of [3, 60, token.length - 20]) {
      const changed = `${token.slice(0, position)}${token[position] === 'A' ? 'B' : 'A'}${token.slice(position + 1)}`;
      expect((await stage.authorize(bearer(changed))).failure?.status).toBe(401);
    }
  });

  test('is forgotten when many others came after it', async () => {
    for (let index = 0; index < 500; index++) await stage.authorize(bearer(lab.token({ claims: { jti: index } })));
    asked = 0;
    await stage.authorize(bearer(token));
    expect(asked).toBe(1);
  }, 30_000);

  test('keeps its place while refused ones come', async () => {
    for (let index = 0; index < 1000; index++) await stage.authorize(bearer(`a.b.${index}`));
    expect(atOnce(stage.authorize(bearer(token))).failure).toBeUndefined();
  });

  test('is verified every time where nobody knows whether the key still counts', async () => {
    let finds = 0;
    const keys = {
      find: async () => {
        finds++;
        return published.fetch();
      },
    };
    const careful = jwtStage(issuer, [audience], keys, clock);
    for (let index = 0; index < 3; index++) expect((await careful.authorize(bearer(token))).failure).toBeUndefined();
    expect(finds).toBe(3);
  });
});
