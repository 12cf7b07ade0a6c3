import { configurationOf } from './support/authorizer-configuration';
import { PackagedAuthorizer } from './support/packaged-authorizer';
import { restEvent, STAGE_ARN } from './support/rest-event';
import { StubIssuer } from './support/stub-issuer';
import { LogEntry, logLine } from '../../../handlers/authorizers/log';
import { makeRestHandler, RestHandler } from '../../../handlers/authorizers/rest/handler';

const issuer = new StubIssuer();
let entries: LogEntry[];

beforeEach(() => { entries = []; });

const handler = (members: object = {}, issuerMembers: object = {}): RestHandler =>
  makeRestHandler({
    configuration: configurationOf(members, issuerMembers),
    fetcher: issuer,
    clock: issuer,
    log: (entry) => { entries.push(entry); },
  });
const token = (claims: object = {}): string => issuer.lab().token({ claims: { ...claims } });

describe('the token', () => {
  const bearer = `Bearer ${token()}`;
  const withHeaders = (headers: unknown, multiValueHeaders?: unknown): object => ({ ...restEvent(''), headers, multiValueHeaders });

  it.each<[string, object]>([
    ['any spelling of the name', withHeaders({ aUTHORIZATION: bearer })],
    ['any spelling of the scheme', withHeaders({ authorization: bearer.replace('Bearer', 'bEARER') })],
    ['the list of values only', withHeaders({ Accept: '*/*' }, { authorization: [bearer] })],
    ['no list of values', withHeaders({ Authorization: bearer }, null)],
  ])('is taken with %s', async (_, event) => {
    expect(await handler()(event)).toMatchObject({ principalId: 'ann' });
  });

  it.each<[string, object]>([
    ['two values', withHeaders({ Authorization: bearer }, { Authorization: [bearer, bearer] })],
    ['two different values', withHeaders({ Authorization: bearer }, { Authorization: [`${bearer}x`] })],
    ['two spellings', withHeaders({ Authorization: bearer, authorization: bearer })],
    ['two values in one', withHeaders({ Authorization: `${bearer}, ${bearer}` })],
    ['no scheme', withHeaders({ Authorization: bearer.slice(7) })],
    ['another scheme', withHeaders({ Authorization: bearer.replace('Bearer', 'Basic') })],
    ['a scheme that begins like it', withHeaders({ Authorization: bearer.replace('Bearer', 'Bearers') })],
    ['a second space', withHeaders({ Authorization: bearer.replace(' ', '  ') })],
    ['a tab', withHeaders({ Authorization: bearer.replace(' ', '\t') })],
    ['something after it', withHeaders({ Authorization: `${bearer} x` })],
    ['a line break after it', withHeaders({ Authorization: `${bearer}\n` })],
    ['a place in the query', { ...withHeaders({}), queryStringParameters: { access_token: token(), Authorization: bearer } }],
    ['another header', withHeaders({ 'X-Authorization': bearer, 'Cookie': bearer })],
    ['an event of another type', { ...restEvent(token()), type: 'TOKEN', authorizationToken: bearer }],
    ['no method ARN', { ...restEvent(token()), methodArn: undefined }],
    ['a method ARN of another service', { ...restEvent(token()), methodArn: 'arn:aws:s3:::bucket/prod/GET/orders' }],
    ['a method ARN with a wildcard for a stage', { ...restEvent(token()), methodArn: 'arn:aws:execute-api:eu-central-1:123456789012:*/*/GET/orders' }],
  ])('is refused with %s', async (_, event) => {
    await expect(handler()(event)).rejects.toThrow(/^Unauthorized$/);
    expect(entries).toEqual([expect.objectContaining({ message: 'unauthorized', reason: expect.any(String) })]);
  });
});

describe('scopes', () => {
  it('that are required everywhere', async () => {
    const authorize = handler({ requiredScopes: ['orders/read', 'orders/write'] });
    expect(await authorize(restEvent(token()))).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Allow', Resource: `${STAGE_ARN}/*/*` }] } });
    expect(await authorize(restEvent(token({ scope: 'orders' })))).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Deny', Resource: `${STAGE_ARN}/*/*` }] } });
    expect(entries).toEqual([expect.objectContaining({ message: 'forbidden', reason: 'scope', route: 'GET /orders' })]);
  });

  it('that differ by route', async () => {
    const { policyDocument } = await handler({ routes: { 'GET /orders': ['orders/read'], 'POST /orders': ['orders/write'] } })(restEvent(token(), { method: 'POST' }));
    expect(policyDocument.Statement).toEqual([{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: `${STAGE_ARN}/GET/*` }]);
  });

  it('in a list, or in a claim of another name', async () => {
    const authorize = handler({ requiredScopes: ['read'] }, { scopeClaims: ['permissions'] });
    expect(await authorize(restEvent(token({ scope: 'x', permissions: ['read'] })))).toMatchObject({ context: { scope: 'read' } });
    expect(await authorize(restEvent(token({ scope: 'read' })))).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Deny' }] } });
  });
});

describe('the context', () => {
  it('has claims as strings', async () => {
    const contextClaims = ['sub', 'scope', 'exp', 'email_verified', 'cognito:groups', 'address', 'nothing', 'https://example.com/tier', 'mixed'];
    const claims = { 'email_verified': true, 'cognito:groups': ['a', 'b'], 'address': { street: 'x' }, 'https://example.com/tier': 'gold', 'mixed': ['a', {}] };
    const { context } = await handler({ contextClaims })(restEvent(token(claims)));
    expect(context).toEqual({
      sub: 'ann', scope: 'orders/read', exp: String(issuer.lab().now + 3600), email_verified: 'true', cognito_groups: 'a b', https___example_com_tier: 'gold',
    });
  });

  it('leaves out what could break a header or does not fit, from the end', async () => {
    const { context } = await handler({ contextClaims: ['sub', 'evil', 'email', 'long', 'username'] })(
      restEvent(token({ evil: 'a\r\nX-Admin: 1', email: 'ann@example.com', long: 'x'.repeat(4_500), username: 'ann' })));
    expect(context).toEqual({ sub: 'ann', email: 'ann@example.com' });
  });

  it('keeps the whole result within 8 KB', async () => {
    const routes = Object.fromEntries(Array.from({ length: 55 }, (_, index) => [`GET /resource-${index}`, [index === 0 ? 'other' : 'orders/read']]));
    const contextClaims = ['sub', 'a', 'b', 'c', 'd', 'e'];
    const claims = Object.fromEntries(contextClaims.slice(1).map((name) => [name, 'é'.repeat(400)]));
    const result = await handler({ routes, contextClaims })(restEvent(token({ ...claims, sub: '王'.repeat(255) })));
    expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThanOrEqual(8_192);
    expect(result.policyDocument.Statement[0]?.Resource).toHaveLength(54);
  });
});

it('denies rather than to answer with a policy that API Gateway would choke on', async () => {
  const routes = Object.fromEntries(Array.from({ length: 55 }, (_, index) => [`GET /resource-${index}`, [index === 0 ? 'other' : 'orders/read']]));
  const methodArn = `arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/${'long-stage-name-'.repeat(8)}/GET/resource-1`;
  const { policyDocument } = await handler({ routes })({ ...restEvent(token()), methodArn, resource: '/resource-1' });
  expect(policyDocument.Statement).toEqual([expect.objectContaining({ Effect: 'Deny', Resource: expect.stringMatching(/\/\*\/\*$/) })]);
  expect(entries).toEqual([expect.objectContaining({ reason: 'policy-too-large' })]);
});

describe('the usage identifier', () => {
  const keys = { gold: 'gold-api-key-0123456789', silver: 'silver-api-key-012345678' };

  it.each<[string, object, object, string | undefined]>([
    ['a claim', { claim: 'tier', keys }, { tier: 'gold' }, keys.gold],
    ['the first that is in a list', { claim: 'groups', keys }, { groups: ['silver', 'gold'] }, keys.gold],
    ['the claim itself', { claim: 'api_key' }, { api_key: keys.silver }, keys.silver],
    ['nothing for an unknown value', { claim: 'tier', keys }, { tier: 'lead' }, undefined],
    ['nothing for a name that every object has', { claim: 'tier', keys }, { tier: 'constructor' }, undefined],
    ['nothing without the claim', { claim: 'tier', keys }, {}, undefined],
    ['nothing for what can\'t be a key', { claim: 'tier' }, { tier: 'gold' }, undefined],
  ])('is %s', async (_, usageIdentifier, claims, expected) => {
    expect((await handler({}, { usageIdentifier })(restEvent(token(claims)))).usageIdentifierKey).toBe(expected);
  });
});

describe('the log', () => {
  it('is one line of printable characters, whatever the token says', async () => {
    const kid = `a\n{"level":"INFO"}\u2028\u001b[31m${'x'.repeat(200)}`;
    await expect(handler()(restEvent(issuer.lab().token({ header: { kid } })))).rejects.toThrow('Unauthorized');
    await expect(handler()(restEvent(token({ iss: 'https://evil.example/\n\u0007' })))).rejects.toThrow('Unauthorized');
    await expect(handler()(restEvent(issuer.lab().token({ header: { alg: { a: ['x'.repeat(1000)] } } })))).rejects.toThrow('Unauthorized');
    for (const line of entries.map(logLine)) {
      expect(line).toMatch(/^[ -~]+$/);
      expect(line.length).toBeLessThan(600);
      expect(JSON.parse(line)).toMatchObject({ level: 'WARN' });
    }
  });
});

it.each([undefined, '', '{', { issuers: [] }, { issuers: [{ issuer: 'http://issuer.example', audience: ['a'] }] }])('denies everything with the configuration %j, and says why', async (configuration) => {
  const authorizer = await PackagedAuthorizer.start(configuration ?? '');
  try {
    expect(await authorizer.invoke(restEvent(token()))).toEqual({ error: { name: 'Error', message: 'Unauthorized' } });
    const [first = '', second = ''] = authorizer.logged().split('\n');
    expect(JSON.parse(first)).toMatchObject({ level: 'ERROR', reason: 'configuration', detail: expect.stringContaining('AUTHORIZER_CONFIG') });
    expect(JSON.parse(second)).toMatchObject({ message: 'unauthorized', reason: 'configuration' });
  } finally {
    await authorizer.stop();
  }
});
