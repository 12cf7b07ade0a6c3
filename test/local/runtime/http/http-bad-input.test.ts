import { LocalClock } from '../../../../local/index';
import { LocalRuntime } from '../../../../local/runtime';
import { AppFolder } from '../../../support/app-folder';
import { exchange, statusOf } from '../../../support/raw-http';
import { RecordingReporter } from '../../../support/recording-reporter';
import { closeRuntimes, startRuntime, urlOf } from '../../../support/start-runtime';
import { TestServer } from '../../../support/test-server';

jest.setTimeout(60_000);

/** What must never reach a caller: frames of a stack, files of this machine, names of errors. */
const INTERNALS = /\bat .+\.[cm]?[jt]s|node:internal|\/tmp\/|secret-detail|errorType/;

const part = (type: string, properties: object): object => ({ Type: `AWS::ApiGatewayV2::${type}`, Properties: { ApiId: { Ref: 'Api' }, ...properties } });
const API = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } };
const STAGE = part('Stage', { StageName: '$default', AutoDeploy: true });

function route(id: string, routeKey: string, integration: object, more: object = {}): object {
  return { [`${id}Integration`]: part('Integration', integration), [`${id}Route`]: part('Route', { RouteKey: routeKey, Target: { 'Fn::Sub': `integrations/\${${id}Integration}` }, ...more }) };
}

function calling(id: string, code: string, more: object = {}): object {
  return {
    [`${id}Fn`]: {
      Type: 'AWS::Lambda::Function',
      Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', Role: 'arn:aws:iam::123456789012:role/any', Timeout: 1, MemorySize: 128, Code: { ZipFile: code } },
    },
    ...route(id, `ANY /${id}`, { IntegrationType: 'AWS_PROXY', IntegrationUri: { 'Fn::GetAtt': [`${id}Fn`, 'Arn'] }, PayloadFormatVersion: '2.0' }, more),
  };
}

describe('templates that can not be served say why in one line', () => {
  const app = new AppFolder();
  afterAll(async () => {
    await closeRuntimes();
    app.remove();
  });

  const url = { IntegrationType: 'HTTP_PROXY', IntegrationUri: 'https://a.example', IntegrationMethod: 'GET', PayloadFormatVersion: '1.0' };
  const jwt = (properties: object): object => ({ Auth: part('Authorizer', { Name: 'a', AuthorizerType: 'JWT', IdentitySource: ['$request.header.Authorization'], ...properties }) });

  test.each<[what: string, resources: object, message: RegExp]>([
    ['no protocol', { Api: { Type: API.Type, Properties: { Name: 'x' } } }, /ProtocolType/],
    ['a route key without a slash', route('R', 'GET orders', url), /no slash/],
    ['a method that is none', route('R', 'FETCH /orders', url), /FETCH/],
    ['the same route twice', { ...route('R', 'GET /a', url), ...route('S', 'GET /a', url) }, /already/],
    ['a greedy variable in the middle', route('R', 'GET /{all+}/a', url), /greedy/],
    ['a target that is not there', { R: part('Route', { RouteKey: 'GET /', Target: 'integrations/none' }) }, /integrations\/none|none/],
    ['a target that refers to nothing', { R: part('Route', { RouteKey: 'GET /', Target: { 'Fn::Sub': 'integrations/${Nothing}' } }) }, /Nothing/],
    ['an integration that HTTP APIs do not have', route('R', 'GET /', { ...url, IntegrationType: 'MOCK' }), /MOCK/],
    ['a timeout that is too long', route('R', 'GET /', { ...url, TimeoutInMillis: 60_000 }), /30000/],
    ['an authorizer without an issuer', jwt({ JwtConfiguration: { Audience: ['a'] } }), /Issuer/],
    ['an issuer that is no address', jwt({ JwtConfiguration: { Audience: ['a'], Issuer: 'nobody' } }), /nobody/],
    ['an authorizer of another kind', jwt({ AuthorizerType: 'COGNITO' }), /COGNITO/],
    ['a stage name that is none', { Stage: part('Stage', { StageName: 'a b', AutoDeploy: true }) }, /a b/],
    ['a body that is a text', { Api: { Type: API.Type, Properties: { Body: 'openapi: 3' } } }, /Body/],
    ['paths that are a list', { Api: { Type: API.Type, Properties: { Body: { openapi: '3.0.1', info: { title: 'x', version: '1' }, paths: ['/a'] } } } }, /paths/],
  ])('%s', async (what, resources, message) => {
    const template = app.template(`Bad-${what.replace(/\W/g, '')}`, { Resources: { Api: API, Stage: STAGE, ...resources } });
    const error: unknown = await startRuntime({ templates: [template] }).then(() => undefined, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    const text = error instanceof Error ? error.message : '';
    expect(text).toMatch(message);
    expect(text).not.toMatch(/\n\s+at |\n/);
  });
});

describe('while it serves', () => {
  const app = new AppFolder();
  const reporter = new RecordingReporter();
  const clock = LocalClock.frozenAt(new Date('2026-11-21T12:00:00Z'));
  const seen: string[] = [];
  let backend: TestServer;
  let runtime: LocalRuntime;

  const handlers: Readonly<Record<string, string>> = {
    ok: 'exports.handler = async (event) => ({ statusCode: 200, body: "ok " + event.rawPath + " " + (event.body ?? "").length });',
    throws: 'exports.handler = async () => { throw new Error("secret-detail"); };',
    throwsText: 'exports.handler = async () => { throw "secret-detail"; };',
    throwsAtLoad: 'throw new Error("secret-detail");',
    syntax: 'exports.handler = async () => {',
    missing: 'exports.other = 1;',
    exits: 'exports.handler = async () => { process.exit(7); };',
    allocates: 'exports.handler = async () => { const all = []; for (;;) all.push(new Array(100000).fill({})); };',
    status: 'exports.handler = async () => ({ statusCode: "teapot", body: "secret-detail" });',
    objectBody: 'exports.handler = async () => ({ statusCode: 200, body: { detail: "secret-detail" } });',
    circular: 'exports.handler = async () => { const a = {}; a.a = a; return a; };',
    bigint: 'exports.handler = async () => ({ statusCode: 200, body: 1n });',
    header: 'exports.handler = async () => ({ statusCode: 200, headers: { "x-a": "a\\r\\nx-evil: secret-detail" }, body: "x" });',
    cookie: 'exports.handler = async () => ({ statusCode: 200, cookies: ["a=b\\r\\nx-evil: secret-detail"], body: "x" });',
    huge: 'exports.handler = async () => ({ statusCode: 200, body: "x".repeat(7 * 1024 * 1024) });',
  };

  beforeAll(async () => {
    backend = await TestServer.start((request, response) => { seen.push(request.url ?? ''); response.end('backend'); });
    const mapped = { 'overwrite:header.x-mapped': '$request.querystring.value' };
    const template = app.template('Shop', {
      Resources: {
        Api: API,
        Stage: STAGE,
        ...Object.assign({}, ...Object.entries(handlers).map(([id, code]) => calling(id, code))) as object,
        ...calling('hangs', 'exports.handler = () => new Promise(() => {});'),
        Auth: part('Authorizer', { Name: 'jwt', AuthorizerType: 'JWT', IdentitySource: ['$request.header.Authorization'], JwtConfiguration: { Audience: ['a'], Issuer: 'https://login.invalid/' } }),
        ...calling('guarded', 'exports.handler = async () => "in";', { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Auth' } }),
        ...route('Files', 'GET /files/{proxy+}', { IntegrationType: 'HTTP_PROXY', IntegrationUri: 'https://files.example/public/{proxy}', IntegrationMethod: 'GET', PayloadFormatVersion: '1.0' }),
        ...route('Mapped', 'GET /mapped', { IntegrationType: 'HTTP_PROXY', IntegrationUri: 'https://files.example/', IntegrationMethod: 'GET', PayloadFormatVersion: '1.0', RequestParameters: mapped }),
      },
    });
    const backends = new Map([['https://files.example', backend.origin]]);
    runtime = await startRuntime({ templates: [template] }, { reporter, clock, backends });
  });
  afterAll(async () => {
    await closeRuntimes();
    await backend.close();
    app.remove();
  });

  const address = (): string => urlOf(runtime, 'Api');
  const stillServes = async (): Promise<void> => expect(await (await fetch(`${address()}/ok`)).text()).toBe('ok /ok 0');
  const send = async (request: string | Buffer, until?: (text: string) => boolean): Promise<string> => (
    exchange(Number(new URL(address()).port), request, until)
  );

  test.each(Object.keys(handlers).filter((name) => name !== 'ok'))('a function that has the fault %s is a 500 that tells nothing', async (name) => {
    const response = await fetch(`${address()}/${name}`);
    expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect(JSON.stringify([...response.headers])).not.toMatch(INTERNALS);
    await stillServes();
  });

  it('tells the developer why, in one line each', () => {
    const reasons = reporter.of('request-failed').map(({ reason }) => reason);
    expect(reasons.length).toBeGreaterThanOrEqual(Object.keys(handlers).length - 1);
    expect(reasons.every((reason) => reason !== '' && !reason.includes('\n'))).toBe(true);
  });

  test.each([
    'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a.b', 'Bearer a.b.c', 'Bearer ..', 'Bearer eyJhbGciOiJub25lIn0.e30.', 'Bearer a b c', `Bearer ${'a.'.repeat(1000)}`, 'Bearer \u00e9\u00ff', 'Bearer null', 'Bearer %00', '{}',
    `Bearer ${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${'A'.repeat(6000)}.AA`,
  ])('Authorization: %.40s is refused', async (authorization) => {
    const received = await send(Buffer.from(`GET /guarded HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: ${authorization}\r\n\r\n`, 'latin1'));
    expect(statusOf(received)).toBe(401);
    expect(received).toMatch(/\r\nwww-authenticate: Bearer/i);
    expect(received).toContain('{"message":"Unauthorized"}');
    expect(received).not.toMatch(INTERNALS);
  });

  const SMUGGLED = 'GET /ok HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const post = (...lines: string[]): string => `POST /ok HTTP/1.1\r\nHost: localhost\r\n${lines.join('\r\n')}\r\n\r\n`;

  test.each<[what: string, request: string, statuses: number[]]>([
    ['a token of 100 KB', `GET /guarded HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${'a'.repeat(100_000)}\r\n\r\n`, [431]],
    ['10,000 headers', `GET /ok HTTP/1.1\r\nHost: localhost\r\n${Array.from({ length: 10_000 }, (_, i) => `x-${i}: 1\r\n`).join('')}\r\n`, [431]],
    ['a length, then a coding', `${post('Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n${SMUGGLED}`, [400]],
    ['a coding, then a length', `${post('Transfer-Encoding: chunked', 'Content-Length: 60')}0\r\n\r\n${SMUGGLED}`, [400]],
    ['two lengths', `${post('Content-Length: 5', 'Content-Length: 6')}abcdef${SMUGGLED}`, [400]],
    ['a folded header', `${post('X-A: b', ' Transfer-Encoding: chunked')}0\r\n\r\n${SMUGGLED}`, [400]],
    ['no HTTP', 'hello\r\n\r\n', [400]],
    ['a rebound name', 'GET /ok HTTP/1.1\r\nHost: evil.example\r\n\r\n', [403]],
    ['a body of ten megabytes and one byte', post('Content-Length: 10485761', 'Connection: close'), [413]],
    ['a body without end', `${post('Transfer-Encoding: chunked')}${`100000\r\n${'x'.repeat(1_048_576)}\r\n`.repeat(12)}`, [413]],
  ])('%s gets one refusal', async (_what, request, statuses) => {
    const received = await send(request, (text) => text.includes('\r\n\r\n'));
    // A server that refuses early may reset the connection before its answer is read.
    if (received !== '') expect(statuses).toContain(statusOf(received));
    expect(received.match(/HTTP\/1\.1 /g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(received).not.toMatch(INTERNALS);
    expect(received).not.toContain('ok /ok');
    await stillServes();
  });

  test.each([
    '/files/../../etc/passwd', '/files/..%2f..%2fetc%2fpasswd', '/files/%2e%2e/%2e%2e/etc/passwd', '/files/%252e%252e%252fetc', '/files/..\\..\\etc', '/files/a%2f..%2f..%2fb', '/files//etc', '/files/%zz', '/files/%ff%00',
  ])('%s leads no backend out of its folder', async (target) => {
    seen.length = 0;
    const received = await send(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect([200, 400, 403, 404]).toContain(statusOf(received));
    for (const url of seen) expect(new URL(decodeURIComponent(url.replace(/%(?![0-9a-f]{2})|%ff|%00/gi, '_')), 'http://b').pathname).toMatch(/^\/public\//);
    expect(received).not.toMatch(INTERNALS);
    await stillServes();
  });

  test.each(['a%0d%0ax-evil:1', '%0a', '%00', 'a%0d'])('a mapped parameter with the line break %s is refused', async (value) => {
    seen.length = 0;
    const response = await fetch(`${address()}/mapped?value=${value}`);
    expect([response.status, await response.text(), seen]).toEqual([400, expect.stringMatching(/^\{"message":"[\w ]+"\}$/), []]);
    await stillServes();
  });

  it('gives up on a function that hangs when its time is over', async () => {
    const started = reporter.of('request-failed').length;
    const answer = fetch(`${address()}/hangs`);
    while (reporter.of('request-failed').length === started) {
      clock.advance(1000);
      await new Promise((resolve) => { setImmediate(resolve); });
    }
    const response = await answer;
    expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect(reporter.of('request-failed').at(-1)?.reason).toMatch(/tim|second/i);
    await stillServes();
  });

  it('serves others while a caller dawdles, and survives when it leaves', async () => {
    const slow = send(post('Expect: 100-continue', 'Content-Length: 10'), (text) => text.includes('100 Continue'));
    await stillServes();
    await slow;
    await stillServes();
  });
});
