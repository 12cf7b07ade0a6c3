import { authorizerModel, call } from './scenario';
import { CognitoAuthorizer } from '../../../../local/authorization/authorizers/cognito-authorizer';
import { RemoteKeys } from '../../../../local/authorization/jwt/remote-keys';
import { Json, JsonObject } from '../../../../local/json';
import { LocalClock } from '../../../../local/local-clock';
import { TOKEN_CASES } from '../../../handlers/authorizers/token-cases';
import { TokenLab } from '../../../handlers/authorizers/token-lab';

// The tokens that the packaged authorizer is attacked with, against the local user pool authorizer: both must reach the same verdict.

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e';
const audience = '4h1ab2cd3ef4gh5ij6kl7mn8op';
const now = 1_795_000_000;
const clock = LocalClock.frozenAt(now * 1000);
const lab = new TokenLab({ issuer, audience, now, claims: { token_use: 'id' } });
const keys = new RemoteKeys('https://keys.example', { fetch: async () => lab.jwks().keys as readonly JsonObject[] }, clock);
const authorizer = new CognitoAuthorizer(
  authorizerModel({ type: 'COGNITO_USER_POOLS', userPools: [{ arn: 'arn', issuer, local: false, clientIds: [audience] }] }),
  { clock, keysOf: () => keys, stageVariables: new Map() },
);

function algorithmOf(token: string): Json | undefined {
  try {
    return (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as JsonObject).alg;
  } catch {
    return undefined;
  }
}

describe.each(['', 'Bearer '])('with the prefix "%s"', (prefix) => {
  it.each(TOKEN_CASES)('$expected: $name', async ({ make, expected }) => {
    const token = make(lab);
    const answer = await authorizer.authorize(call({ headers: { Authorization: `${prefix}${token}` } }));
    // User pools sign with RS256 and nothing else, so nothing else is accepted in their name.
    const wanted = expected === 'allow' && algorithmOf(token) === 'RS256' ? 'authenticated' : 'refused';
    expect(answer.kind).toBe(wanted);
    if (answer.kind === 'refused') {
      expect(answer.refusal.responseType).toBe('UNAUTHORIZED');
      const [, , signature = ''] = token.split('.');
      if (signature.length > 20) expect(JSON.stringify(answer)).not.toContain(signature.slice(0, 20));
    }
  });
});

it('was attacked with enough', () => {
  expect(TOKEN_CASES.filter(({ expected }) => expected === 'deny').length).toBeGreaterThanOrEqual(150);
  expect(TOKEN_CASES.filter(({ expected, make }) => expected === 'allow' && algorithmOf(make(lab)) === 'RS256').length).toBeGreaterThanOrEqual(20);
});
