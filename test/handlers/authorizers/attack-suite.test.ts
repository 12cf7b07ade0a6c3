import { Answer, PackagedAuthorizer } from './support/packaged-authorizer';
import { restEvent, STAGE_ARN } from './support/rest-event';
import { TOKEN_CASES } from './token-cases';
import { TokenLab } from './token-lab';
import { TestServer } from '../../support/test-server';

const AUDIENCE = '4h1ab2cd3ef4gh5ij6kl7mn8op';
let server: TestServer;
let authorizer: PackagedAuthorizer;
let lab: TokenLab;

beforeAll(async () => {
  server = await TestServer.start((_, response) => { response.setHeader('content-type', 'application/json').end(JSON.stringify(lab.jwks())); });
  const issuer = server.origin;
  lab = new TokenLab({ issuer, audience: AUDIENCE, now: Math.floor(Date.now() / 1000) });
  authorizer = await PackagedAuthorizer.start({ issuers: [{ issuer, audience: [AUDIENCE], jwksUri: `${issuer}/jwks.json` }], loopbackAllowed: true });
}, 60_000);

afterAll(async () => {
  await authorizer?.stop();
  await server?.close();
});

const verdict = (answer: Answer): string => {
  if ('error' in answer) return answer.error.message === 'Unauthorized' ? 'deny' : `broken: ${answer.error.message}`;
  return answer.result.policyDocument.Statement.every(({ Effect }) => Effect === 'Allow') ? 'allow' : 'deny';
};

it('has enough cases, and no name twice', () => {
  expect(TOKEN_CASES.filter(({ expected }) => expected === 'deny').length).toBeGreaterThanOrEqual(150);
  expect(TOKEN_CASES.filter(({ expected }) => expected === 'allow').length).toBeGreaterThanOrEqual(20);
  expect(new Set(TOKEN_CASES.map(({ name, expected }) => `${expected} ${name}`)).size).toBe(TOKEN_CASES.length);
});

it.each(TOKEN_CASES)('$expected: $name', async ({ make, expected }) => {
  expect(verdict(await authorizer.invoke(restEvent(make(lab))))).toBe(expected);
});

it('allows the whole stage, so that the cached result is right for the next route', async () => {
  const answer = await authorizer.invoke(restEvent(lab.token()));
  expect(answer).toMatchObject({
    result: { principalId: 'ann', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: `${STAGE_ARN}/*/*` }] } },
  });
});

it('says in one line each why it denied, and never the token', async () => {
  const lines = authorizer.logged().trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.length).toBeGreaterThanOrEqual(150);
  for (const line of lines) expect(line).toMatchObject({ level: expect.any(String), message: expect.any(String), reason: expect.any(String) });
  for (const segment of lab.token().split('.')) expect(authorizer.logged()).not.toContain(segment.slice(0, 40));
  expect(authorizer.logged()).not.toContain('eyJ');
});
