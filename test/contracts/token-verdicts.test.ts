import { TOKEN_VERDICTS } from './token-verdicts';
import { HttpStageAuthorization } from '../../local/authorization/http/http-stage-authorization';
import { RemoteKeys } from '../../local/authorization/jwt/remote-keys';
import { conditionContext } from '../../local/authorization/policy/condition-context';
import { compilePolicy } from '../../local/authorization/policy/policy';
import { Json, JsonObject } from '../../local/json';
import { LocalClock } from '../../local/local-clock';
import { PackagedAuthorizer } from '../handlers/authorizers/support/packaged-authorizer';
import { restEvent, STAGE_ARN } from '../handlers/authorizers/support/rest-event';
import { TokenLab } from '../handlers/authorizers/token-lab';
import { call, headerOf, jwtStage } from '../local/authorization/http/scenario';
import { TestServer } from '../support/test-server';

// One table, two verifiers: what the native JWT authorizer of HTTP APIs says to a request, and what the packaged authorizer of REST APIs says to it.

const audience = '4h1ab2cd3ef4gh5ij6kl7mn8op';
const scopes = ['orders/read', 'orders/write'];

let server: TestServer;
let packaged: PackagedAuthorizer;
let native: HttpStageAuthorization;
let lab: TokenLab;

beforeAll(async () => {
  server = await TestServer.start((_, response) => { response.setHeader('content-type', 'application/json').end(JSON.stringify(lab.jwks())); });
  const issuer = server.origin;
  lab = new TokenLab({ issuer, audience, now: Math.floor(Date.now() / 1000) });
  packaged = await PackagedAuthorizer.start({
    issuers: [{ issuer, audience: [audience], jwksUri: `${issuer}/jwks.json` }], loopbackAllowed: true, routes: { 'GET /orders': scopes, 'GET /me': [] },
  });
  const clock = LocalClock.frozenAt(lab.now * 1000);
  native = jwtStage(issuer, [audience], new RemoteKeys(issuer, { fetch: async () => lab.jwks().keys as readonly JsonObject[] }, clock), clock);
}, 60_000);

afterAll(async () => {
  await packaged?.stop();
  await server?.close();
});

async function packagedVerdict(authorization: readonly string[], isScoped: boolean): Promise<string> {
  const resource = isScoped ? '/orders' : '/me';
  const event = restEvent('', { resource });
  const last = authorization.at(-1);
  const headers = last === undefined ? {} : { Authorization: last };
  const answer = await packaged.invoke({ ...event, headers, multiValueHeaders: authorization.length > 0 ? { Authorization: authorization } : {} });
  if ('error' in answer) return answer.error.message === 'Unauthorized' ? 'deny' : `broken: ${answer.error.message}`;
  const policy = compilePolicy(answer.result.policyDocument as unknown as Json, { kind: 'identity' });
  const asked = { action: 'execute-api:Invoke', resource: `${STAGE_ARN}/GET${resource}`, context: conditionContext({}) };
  return policy.evaluate(asked) === 'allow' ? 'allow' : 'deny';
}

async function nativeVerdict(authorization: readonly string[], isScoped: boolean): Promise<string> {
  const headers: Record<string, readonly string[]> = authorization.length > 0 ? { Authorization: authorization } : {};
  const answer = await native.authorize(call({ headers, route: { authorizationScopes: isScoped ? scopes : [] } }));
  if (!answer.failure) return answer.caller?.kind === 'jwt' ? 'allow' : 'broken: no caller';
  // Whatever was sent: a status of the service, a header that is safe to send, and no part of the token in the log.
  expect([401, 403]).toContain(answer.failure.status);
  expect(headerOf(answer, 'www-authenticate')).toMatch(/^Bearer(?: scope="[ -~]*" error="[a-z_]+" error_description="[ -~]*")?$/);
  const signature = authorization.at(-1)?.split('.')[2] ?? '';
  if (signature.length > 40) expect(JSON.stringify(answer)).not.toContain(signature.slice(0, 40));
  return 'deny';
}

it('has enough rows, none twice', () => {
  expect(TOKEN_VERDICTS.length).toBeGreaterThanOrEqual(100);
  expect(new Set(TOKEN_VERDICTS.map(({ name, packaged: verdict }) => `${verdict} ${name}`)).size).toBe(TOKEN_VERDICTS.length);
});

it('names every difference, and nothing that is none', () => {
  for (const { native: one, packaged: other, difference } of TOKEN_VERDICTS) expect(one !== other).toBe(difference !== undefined);
  expect(TOKEN_VERDICTS.filter(({ difference }) => difference !== undefined)).toHaveLength(13);
});

it.each(TOKEN_VERDICTS)('$native, $packaged: $name', async ({ authorization, scoped, native: ofNative, packaged: ofPackaged }) => {
  const sent = authorization(lab);
  const verdicts = { native: await nativeVerdict(sent, scoped), packaged: await packagedVerdict(sent, scoped) };
  expect(verdicts).toEqual({ native: ofNative, packaged: ofPackaged });
});
