import { authorizerModel, call, headerOf, stageAuthorization } from './scenario';
import { HttpAuthorizerAnswer } from '../../../../local/authorization/http/http-authorizer-call';
import { HttpStageAuthorization } from '../../../../local/authorization/http/http-stage-authorization';
import { LocalClock } from '../../../../local/local-clock';
import { HttpJwtConfiguration } from '../../../../local/model/http-api';
import { IssuerService } from '../../../../local/runtime/issuer-service';
import { OidcProvider } from '../../../handlers/authorizers/support/oidc-provider';
import { httpApi } from '../../../support/http-models';
import { model } from '../../../support/models';
import { RecordingReporter } from '../../../support/recording-reporter';

const audience = 'https://api.example/profile';
const scopes = ['profile/read'];

let provider: OidcProvider;
let clock: LocalClock;
let reporter: RecordingReporter;
let issuers: IssuerService;

/** The authorization of an API whose routes want tokens of an issuer, as the runtime makes it. */
async function served(issuer: string, enabled = true): Promise<HttpStageAuthorization> {
  const jwt: HttpJwtConfiguration = { issuer, audience: [audience], local: false };
  const authorizer = authorizerModel({ jwt });
  clock = new LocalClock();
  reporter = new RecordingReporter();
  issuers = new IssuerService({ clock, reporter, enabled });
  await issuers.serve(model({ httpApis: [httpApi([], { authorizers: [authorizer] })] }));
  return stageAuthorization(authorizer, { clock, keysOf: (configuration) => issuers.discoveredKeysOf(configuration) });
}

const ask = async (stage: HttpStageAuthorization, token: string): Promise<HttpAuthorizerAnswer> =>
  stage.authorize(call({ headers: { authorization: `Bearer ${token}` }, route: { authorizationType: 'JWT', authorizationScopes: scopes } }));

async function tokenOf(issuer: string, scope = 'profile/read openid'): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: 'nightly-job', client_secret: 'secret', scope, aud: audience };
  const response = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form) });
  return ((await response.json()) as { access_token: string }).access_token;
}

const headerOfToken = (token: string): { readonly alg?: string; readonly kid?: string } =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { alg?: string; kid?: string };

beforeAll(async () => { provider = await OidcProvider.start(audience); }, 30_000);
afterEach(async () => {
  await issuers.close();
  clock.close();
});
afterAll(async () => provider?.stop());

describe('an independent OpenID Connect provider', () => {
  test('is found by discovery, its tokens get in as far as their scopes go, and nobody stands in for it', async () => {
    const stage = await served(provider.issuer);
    const token = await tokenOf(provider.issuer);
    const answer = await ask(stage, token);
    expect(answer.failure).toBeUndefined();
    expect(answer.caller).toMatchObject({ kind: 'jwt', scopes, claims: { iss: provider.issuer, aud: audience, scope: 'profile/read openid', sub: 'nightly-job' } });
    expect((await ask(stage, await tokenOf(provider.issuer, 'openid'))).failure?.status).toBe(403);
    expect(issuers.local).toBeUndefined();
    expect(reporter.of('stand-in')).toEqual([]);
  });

  test('rotates its keys: new ones count with the next token, old ones go on, and only RSA ones are taken', async () => {
    const stage = await served(provider.issuer);
    const first = await tokenOf(provider.issuer);
    expect((await ask(stage, first)).failure).toBeUndefined();
    const taken = new Set<string | undefined>();
    for (const algorithm of ['RS256', 'RS512', 'ES256']) {
      await provider.generateKey(algorithm);
      // The provider signs with its keys in turn.
      for (let turn = 0; turn < 4; turn += 1) {
        const token = await tokenOf(provider.issuer);
        const { alg, kid } = headerOfToken(token);
        const { failure } = await ask(stage, token);
        expect(failure?.status).toBe(alg === 'ES256' ? 401 : undefined);
        taken.add(alg === 'ES256' ? undefined : kid);
      }
    }
    expect(taken.size).toBe(4);
    expect((await ask(stage, first)).failure).toBeUndefined();
  });
});

describe('an issuer that can not be reached', () => {
  const nowhere = 'http://127.0.0.1:1';

  test('is stood in for: the local issuer makes tokens that get in, and says so once', async () => {
    const stage = await served(nowhere);
    const { local } = issuers;
    await local?.ready;
    const token = local?.mint({ scopes, sub: 'ann' }) ?? '';
    const answer = await ask(stage, token);
    expect(answer.caller).toMatchObject({ claims: { iss: nowhere, aud: audience, sub: 'ann' } });
    expect(stage.authorize(call({ headers: { authorization: `Bearer ${token}` } }))).not.toBeInstanceOf(Promise);
    expect((await ask(stage, await tokenOf(provider.issuer))).failure?.status).toBe(401);
    expect(reporter.of('stand-in')).toEqual([{ kind: 'stand-in', issuer: nowhere, reason: expect.stringContaining('can\'t be reached') }]);
  });

  test('refuses everybody where nobody may stand in, and the log says why', async () => {
    const stage = await served(nowhere, false);
    const token = (await tokenOf(provider.issuer)).split('.');
    const claims = JSON.parse(Buffer.from(token[1] ?? '', 'base64url').toString()) as object;
    const answer = await ask(stage, [token[0], Buffer.from(JSON.stringify({ ...claims, iss: nowhere })).toString('base64url'), token[2]].join('.'));
    expect(headerOf(answer, 'www-authenticate')).toContain('error_description="OIDC discovery endpoint communication error"');
    expect(answer.failure?.reason).toMatch(/the keys of http:\/\/127\.0\.0\.1:1 can't be had: its discovery document: it can't be reached/);
  });
});
