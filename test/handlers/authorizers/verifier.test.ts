import { StubIssuer } from './support/stub-issuer';
import { TokenLab } from './token-lab';

const issuer = new StubIssuer();

/** Two issuers with a key id in common: a token counts for the issuer it names, and for no other. */
describe('several issuers', () => {
  const second = 'https://second.example';
  const configured = { issuers: [{ issuer: 'https://issuer.example', audience: ['orders-web'] }, { issuer: second, audience: ['second-web'] }] };

  it('are kept apart', async () => {
    issuer.answer = () => {
      const url = new URL(issuer.fetched.at(-1) ?? '');
      if (url.pathname.endsWith('configuration')) return { status: 200, body: JSON.stringify({ issuer: url.origin, jwks_uri: `${url.origin}/keys` }) };
      return url.origin === second ? issuer.serve('rsa-2') : issuer.serve('rsa-1');
    };
    const verify = issuer.verifier(configured);
    const other = new TokenLab({ issuer: second, audience: 'second-web', now: issuer.lab().now });
    await verify(issuer.lab().token());
    await verify(other.token({ key: 'rsa-2' }));
    await expect(verify(other.token())).rejects.toThrow('key-unknown');
    await expect(verify(other.token({ header: { kid: 'rsa-2' } }))).rejects.toThrow('signature');
    await expect(verify(other.token({ key: 'rsa-2', claims: { aud: 'orders-web' } }))).rejects.toThrow('audience');
  });
});

describe('Cognito', () => {
  const access = { token_use: 'access', client_id: 'app', aud: undefined };
  const id = { token_use: 'id', client_id: undefined, aud: 'app' };

  it.each<[string, string | null | undefined, object, string | undefined]>([
    ['an access token of the client', undefined, access, undefined],
    ['an ID token where access tokens are expected', undefined, id, 'token-use'],
    ['an ID token where it is expected', 'id', id, undefined],
    ['an access token where ID tokens are expected', 'id', access, 'token-use'],
    ['an access token where both are taken', null, access, undefined],
    ['an ID token where both are taken', null, id, undefined],
    ['neither, where both are taken', null, { ...access, token_use: 'refresh' }, 'token-use'],
    ['no token_use', null, { ...access, token_use: undefined }, 'token-use'],
    ['an access token of another client', undefined, { ...access, client_id: 'other' }, 'client'],
    ['an access token of another client for our audience', undefined, { ...access, client_id: 'other', aud: 'app' }, 'client'],
    ['an access token without a client', undefined, { ...access, client_id: undefined, aud: 'app' }, 'client'],
    ['an ID token for another client', 'id', { ...id, aud: 'other' }, 'audience'],
    ['an ID token with our client in the wrong place', 'id', { ...id, aud: undefined, client_id: 'app' }, 'claim-aud'],
  ])('%s', async (_, tokenUse, claims, reason) => {
    issuer.answer = () => issuer.serve('rsa-1');
    const verify = issuer.verifier({}, { kind: 'cognito', audience: [], clientIds: ['app'], ...(tokenUse !== undefined && { tokenUse }) });
    const verdict = verify(issuer.lab().token({ claims: { ...claims } })).then(() => undefined, (error: Error) => error.message);
    expect(await verdict).toBe(reason);
  });
});

it('checks the client of other issuers too, if one is named', async () => {
  issuer.answer = () => issuer.serve('rsa-1');
  const verify = issuer.verifier({}, { clientIds: ['web'] });
  await verify(issuer.lab().token({ claims: { client_id: 'web' } }));
  await verify(issuer.lab().token({ claims: { client_id: undefined, azp: 'web' } }));
  await expect(verify(issuer.lab().token({ claims: { client_id: 'other', azp: 'web' } }))).rejects.toThrow('client');
});

it('takes the tolerance from the configuration', async () => {
  issuer.answer = () => issuer.serve('rsa-1');
  const token = issuer.lab().token({ claims: { exp: issuer.lab().now - 1 } });
  await issuer.verifier({ clockToleranceSeconds: 2 })(token);
  await expect(issuer.verifier({ clockToleranceSeconds: 1 })(token)).rejects.toThrow('expired');
});
