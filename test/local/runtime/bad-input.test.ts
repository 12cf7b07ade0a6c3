import { LocalRuntime } from '../../../local/runtime';
import { AppFolder, restTemplate } from '../../support/app-folder';
import { exchange, statusOf } from '../../support/raw-http';
import { RecordingReporter } from '../../support/recording-reporter';
import { closeRuntimes, startRuntime, urlOf } from '../../support/start-runtime';

jest.setTimeout(60_000);

/** What must never reach a caller: frames of a stack, files of this machine, names of errors. */
const INTERNALS = /\bat .+\.[cm]?[jt]s|node:internal|\/tmp\/|secret-detail|errorType/;

describe('what can not be loaded', () => {
  let app: AppFolder;
  beforeEach(() => { app = new AppFolder(); });
  afterEach(async () => {
    await closeRuntimes();
    app.remove();
  });

  const failing = async (source: { app?: string; templates?: string[] }): Promise<Error> => {
    const error: unknown = await startRuntime(source).then(() => undefined, (reason: unknown) => reason);
    if (!(error instanceof Error)) throw new Error('it started');
    return error;
  };

  test.each<readonly [string, string, RegExp]>([
    ['JSON that is none', '{ "Resources": ', /Bad\.json/],
    ['a list', '[]', /Bad\.json/],
    ['an empty file', '', /Bad\.json/],
    ['resources that are a text', '{"Resources":"x"}', /Bad\.json/],
    ['a reference to nothing', JSON.stringify(restTemplate({}, { X: { Type: 'AWS::ApiGateway::Resource', Properties: { RestApiId: { Ref: 'Nowhere' }, ParentId: 'p', PathPart: 'x' } } })), /Nowhere/],
    ['a circular reference', JSON.stringify({
      Resources: {
        A: { Type: 'AWS::ApiGateway::Resource', Properties: { RestApiId: 'x', PathPart: 'a', ParentId: { Ref: 'B' } } },
        B: { Type: 'AWS::ApiGateway::Resource', Properties: { RestApiId: 'x', PathPart: 'b', ParentId: { Ref: 'A' } } },
      },
    }), /circular/i],
  ])('a template with %s', async (_name, content, message) => {
    const error = await failing({ templates: [app.file('Bad.json', content)] });
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/\n\s+at /);
  });

  test.each<readonly [string, (folder: AppFolder) => { app?: string; templates?: string[] }, RegExp]>([
    ['a template that is not there', ({ folder }) => ({ templates: [`${folder}/None.json`] }), /None\.json/],
    ['a folder without a manifest', (folder) => { folder.file('cdk.out/x', ''); return { app: `${folder.folder}/cdk.out` }; }, /manifest\.json/],
    ['a manifest that is not JSON', (folder) => { folder.file('cdk.out/manifest.json', '<html>'); return { app: `${folder.folder}/cdk.out` }; }, /manifest\.json/],
    ['a manifest whose template is missing', (folder) => { const out = folder.cdkOut('Shop', {}); folder.remove(); folder.file('cdk.out/manifest.json', JSON.stringify({ version: '36.0.0', artifacts: { Shop: { type: 'aws:cloudformation:stack', environment: 'aws://a/b', properties: { templateFile: 'Gone.json' } } } })); return { app: out }; }, /Gone\.json/],
    ['YAML that is none', (folder) => ({ templates: [folder.file('Bad.yaml', 'Resources:\n  A: [1,\n  - 2')] }), /Bad\.yaml/],
    ['an app command that fails', () => ({ app: 'node -e process.exit(3)' }), /3/],
    ['an app command that is none', () => ({ app: 'there-is-no-such-command-here --x' }), /there-is-no-such-command-here/],
  ])('%s', async (_name, prepare, message) => {
    expect((await failing(prepare(app))).message).toMatch(message);
  });

  it('a missing asset is told, and the rest is served', async () => {
    const template = app.template('Shop', restTemplate({ 'GET /gone': { code: `${app.folder}/nowhere` }, 'GET /health': {} }));
    const reporter = new RecordingReporter();
    const outcome = await startRuntime({ templates: [template] }, { reporter }).then((runtime) => runtime, (error: Error) => error);
    if (!(outcome instanceof LocalRuntime)) {
      expect(outcome.message).toMatch(/nowhere/);
      return;
    }
    expect((await fetch(`${urlOf(outcome)}/health`)).status).toBe(200);
    const response = await fetch(`${urlOf(outcome)}/gone`);
    expect(response.status).toBe(501);
    expect(await response.text()).not.toMatch(INTERNALS);
    expect(JSON.stringify(reporter.events)).toContain('nowhere');
  });
});

describe('while it serves', () => {
  let app: AppFolder;
  let runtime: LocalRuntime;
  const reporter = new RecordingReporter();

  const handlers: Readonly<Record<string, string>> = {
    ok: 'exports.handler = async () => ({ statusCode: 200, body: "ok" });',
    echo: 'exports.handler = async (event) => ({ statusCode: 200, body: String((event.body ?? "").length) });',
    throws: 'exports.handler = async () => { throw new Error("secret-detail"); };',
    throwsText: 'exports.handler = async () => { throw "secret-detail"; };',
    throwsAtLoad: 'throw new Error("secret-detail");',
    syntax: 'exports.handler = async () => {',
    missing: 'exports.other = 1;',
    hangs: 'exports.handler = () => new Promise(() => {});',
    spins: 'exports.handler = async () => { for (;;); };',
    exits: 'exports.handler = async () => { process.exit(7); };',
    rejectsLater: 'exports.handler = async () => { Promise.reject(new Error("secret-detail")); await new Promise((r) => setTimeout(r, 50)); return { statusCode: 200, body: "x" }; };',
    allocates: 'exports.handler = async () => { const all = []; for (;;) all.push(new Array(100000).fill({})); };',
    text: 'exports.handler = async () => "hello";',
    number: 'exports.handler = async () => 42;',
    status: 'exports.handler = async () => ({ statusCode: "teapot", body: "x" });',
    unknownKey: 'exports.handler = async () => ({ statusCode: 200, secret: "secret-detail" });',
    objectBody: 'exports.handler = async () => ({ statusCode: 200, body: { a: 1 } });',
    circular: 'exports.handler = async () => { const a = {}; a.a = a; return a; };',
    bigint: 'exports.handler = async () => ({ statusCode: 200, body: 1n });',
    header: 'exports.handler = async () => ({ statusCode: 200, headers: { "x\\r\\ny": "a\\r\\nb" }, body: "x" });',
    huge: 'exports.handler = async () => ({ statusCode: 200, body: "x".repeat(7 * 1024 * 1024) });',
  };

  beforeAll(async () => {
    app = new AppFolder();
    const routes = Object.entries(handlers).map(([name, source]) => [`ANY /${name}`, { code: app.code(name, source), lambda: { Timeout: 1 } }] as const);
    runtime = await startRuntime({ templates: [app.template('Shop', restTemplate(Object.fromEntries(routes)))] }, { reporter });
  });
  afterAll(async () => {
    await closeRuntimes();
    app.remove();
  });

  const stillServes = async (): Promise<void> => expect(await (await fetch(`${urlOf(runtime)}/ok`)).text()).toBe('ok');

  test.each([
    ['throws', [502]], ['throwsText', [502]], ['throwsAtLoad', [502]], ['syntax', [502]], ['missing', [502]], ['hangs', [502, 504]], ['spins', [502, 504]], ['exits', [502]],
    ['rejectsLater', [502, 200]], ['allocates', [502]], ['text', [502]], ['number', [502]], ['status', [502]], ['unknownKey', [502]], ['objectBody', [502, 200]], ['circular', [502]],
    ['bigint', [502]], ['header', [502, 500, 200]], ['huge', [502, 413]],
  ])('a function that %s gets a clear answer that tells nothing', async (name, statuses) => {
    const response = await fetch(`${urlOf(runtime)}/${name}`);
    const text = await response.text();
    expect(statuses).toContain(response.status);
    expect(text).not.toMatch(INTERNALS);
    expect(JSON.stringify([...response.headers])).not.toMatch(INTERNALS);
    await stillServes();
  });

  it('tells the developer why a function failed', () => {
    expect(reporter.of('request-failed').filter(({ status }) => status === 502).length).toBeGreaterThan(5);
    expect(reporter.of('request-failed').every(({ reason }) => reason.length > 0 && !reason.includes('\n'))).toBe(true);
  });

  it('answers bodies over the limits with a 413', async () => {
    const large = await fetch(`${urlOf(runtime)}/echo`, { method: 'POST', body: 'x'.repeat(10_485_761) }).catch((error: Error) => error);
    if (large instanceof Response) {
      expect([large.status, await large.text()]).toEqual([413, 'HTTP content length exceeded 10485760 bytes.']);
    }
    const forFunction = await fetch(`${urlOf(runtime)}/echo`, { method: 'POST', body: 'x'.repeat(8 * 1024 * 1024) });
    expect([forFunction.status, await forFunction.text()]).toEqual([413, expect.stringMatching(/^\{"message":"Request (Too Long|Entity Too Large)"\}$|^\{"message": ?"Request/)]);
    await stillServes();
  });

  test.each<readonly [string, string, number]>([
    ['a body without end', `POST /prod/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n${`100000\r\n${'x'.repeat(1_048_576)}\r\n`.repeat(12)}`, 413],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['10,000 headers', `GET /prod/ok HTTP/1.1\r\nHost: localhost\r\n${Array.from({ length: 10_000 }, (_, i) => `x-${i}: 1\r\n`).join('')}\r\n`, 431],
    ['a path that is not decodable', 'GET /prod/%zz%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 403],
    ['dots in a path', 'GET /prod/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 403],
    ['a stage that is not there', 'GET /nowhere/ok HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 403],
    ['a rebound name', 'GET /prod/ok HTTP/1.1\r\nHost: evil.example\r\n\r\n', 403],
  ])('%s gets a clear answer', async (_name, request, status) => {
    const received = await exchange(Number(new URL(urlOf(runtime)).port), request);
    // A server that refuses early may reset the connection before its answer is read.
    if (received !== '') expect(statusOf(received)).toBe(status);
    expect(received).not.toMatch(INTERNALS);
    await stillServes();
  });

  it('survives a caller that leaves in the middle', async () => {
    await exchange(Number(new URL(urlOf(runtime)).port), 'POST /prod/echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\nab', (text) => text.includes('100 Continue'));
    const controller = new AbortController();
    const aborted = fetch(`${urlOf(runtime)}/hangs`, { signal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(aborted).rejects.toThrow();
    await stillServes();
  });
});
