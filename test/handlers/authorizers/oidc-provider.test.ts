import { createHash, randomBytes } from 'node:crypto';
import { OidcProvider } from './support/oidc-provider';
import { PackagedAuthorizer } from './support/packaged-authorizer';
import { restEvent, STAGE_ARN } from './support/rest-event';

const AUDIENCE = 'https://api.example/orders';
const CLIENT = 'orders-web';

interface Tokens {
  readonly access_token: string;
  readonly id_token?: string;
}

let provider: OidcProvider;
let authorizer: PackagedAuthorizer;

async function postToken(form: Record<string, string>): Promise<Tokens> {
  const response = await fetch(`${provider.issuer}/token`, { method: 'POST', body: new URLSearchParams(form) });
  expect(response.status).toBe(200);
  return await response.json() as Tokens;
}

const clientCredentials = (): Promise<Tokens> =>
  postToken({ grant_type: 'client_credentials', client_id: 'nightly-job', client_secret: 'secret', scope: 'orders/write', aud: AUDIENCE });

/** As a browser does it: a code for a challenge, then tokens for the code and what the challenge was made of. */
async function authorizationCode(verifier = randomBytes(32).toString('base64url')): Promise<Tokens> {
  const redirectUri = 'http://127.0.0.1/callback';
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: CLIENT,
    redirect_uri: redirectUri,
    scope: 'openid orders/read',
    state: 'state-1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const redirect = await fetch(`${provider.issuer}/authorize?${query.toString()}`, { redirect: 'manual' });
  expect(redirect.status).toBe(302);
  const callback = new URL(redirect.headers.get('location') ?? '');
  expect(callback.searchParams.get('state')).toBe('state-1');
  const code = callback.searchParams.get('code') ?? '';
  return postToken({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: CLIENT, code_verifier: verifier, scope: 'openid orders/read' });
}

describe('an independent OpenID Connect provider', () => {
  beforeAll(async () => {
    provider = await OidcProvider.start(AUDIENCE);
    authorizer = await PackagedAuthorizer.start({
      issuers: [{ issuer: provider.issuer, audience: [AUDIENCE] }],
      routes: { 'GET /orders': ['orders/read', 'orders/write'], 'POST /orders': ['orders/write'] },
      loopbackAllowed: true,
    });
  }, 60_000);

  afterAll(async () => {
    await authorizer?.stop();
    await provider?.stop();
  });

  it('gets a client in with client credentials, found by discovery', async () => {
    const { access_token: token } = await clientCredentials();
    expect(await authorizer.invoke(restEvent(token, { method: 'POST' }))).toMatchObject({
      result: { principalId: 'nightly-job', policyDocument: { Statement: [{ Effect: 'Allow', Resource: `${STAGE_ARN}/*/*` }] }, context: { scope: 'orders/write', iss: provider.issuer } },
    });
  });

  it('gets a user in with an authorization code and PKCE, as far as the scopes go', async () => {
    const { access_token: token } = await authorizationCode();
    expect(await authorizer.invoke(restEvent(token, { method: 'POST' }))).toMatchObject({
      result: { principalId: 'johndoe', policyDocument: { Statement: [{ Effect: 'Allow', Resource: `${STAGE_ARN}/GET/*` }] } },
    });
  });

  it('does not take an ID token, which is for the client', async () => {
    const { id_token: token = '' } = await authorizationCode();
    expect(token).toMatch(/^eyJ/);
    expect(await authorizer.invoke(restEvent(token))).toMatchObject({ error: { message: 'Unauthorized' } });
    expect(authorizer.logged()).toContain('"reason":"audience"');
  });

  it('has its new keys picked up with the next token', async () => {
    const kids = new Set<unknown>();
    for (const algorithm of ['RS256', 'ES256', 'RS512']) {
      await provider.generateKey(algorithm);
      // The provider signs with its keys in turn.
      for (let turn = 0; turn < 4; turn += 1) {
        const { access_token: token } = await clientCredentials();
        kids.add(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid);
        expect(await authorizer.invoke(restEvent(token))).toMatchObject({ result: { principalId: 'nightly-job' } });
      }
    }
    expect(kids.size).toBe(4);
  });
});
