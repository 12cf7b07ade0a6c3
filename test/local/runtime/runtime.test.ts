import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import * as path from 'node:path';
import { LocalClock } from '../../../local/local-clock';
import { LocalRuntime } from '../../../local/runtime';
import { ModelSource } from '../../../local/runtime/model-source';
import { nodeFileWatcher } from '../../../local/watch/file-watcher';
import { AppFolder, planOf, restTemplate } from '../../support/app-folder';
import { RecordingReporter } from '../../support/recording-reporter';
import { closeRuntimes, optionsFor, startRuntime, urlOf } from '../../support/start-runtime';

jest.setTimeout(30_000);

let app: AppFolder;
let reporter: RecordingReporter;

beforeEach(() => {
  app = new AppFolder();
  reporter = new RecordingReporter();
});
afterEach(async () => {
  await closeRuntimes();
  app.remove();
});

const says = (text: string): string => `exports.handler = async () => ({ statusCode: 200, body: ${JSON.stringify(text)} });`;
const textAt = async (url: string, init?: RequestInit): Promise<string> => (await fetch(url, init)).text();

describe('what it serves', () => {
  it('serves functions and mocks of a plain template', async () => {
    const template = app.template('Shop', restTemplate({ 'GET /hello': { code: app.code('hello', says('hello')) }, 'GET /health': {} }));
    const runtime = await startRuntime({ templates: [template] });
    expect(await textAt(`${urlOf(runtime)}/hello`)).toBe('hello');
    expect(await textAt(`${urlOf(runtime)}/health`)).toBe('{"status":"ok"}');
    expect(runtime.catalogue.apis).toMatchObject([{ stack: 'Shop', logicalId: 'OrdersApi', type: 'REST', stages: [{ name: 'prod', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/prod$/) }] }]);
  });

  it('serves a cloud assembly', async () => {
    const runtime = await startRuntime({ app: app.cdkOut('Shop', restTemplate({ 'GET /hello': { code: app.code('hello', says('hello')) } })) });
    expect(await textAt(`${urlOf(runtime)}/hello`)).toBe('hello');
  });

  it('gives each API a port of its own and lists all on the console', async () => {
    const first = app.template('B', restTemplate({ 'GET /a': {} }));
    const second = app.template('A', restTemplate({ 'GET /a': {} }, {}, 'OtherApi'));
    const runtime = await startRuntime({ templates: [first, second] });
    const listed = await (await fetch(`${runtime.catalogue.console}/apis.json`)).json() as { apis: { stack: string }[] };
    expect(listed.apis.map(({ stack }) => stack)).toEqual(['A', 'B']);
    expect(urlOf(runtime, 'A/OtherApi')).not.toBe(urlOf(runtime, 'B/OrdersApi'));
    expect(await textAt(runtime.catalogue.console)).toContain('otherapi');
  });

  it('opens the APIs to the network, and never the console', async () => {
    const runtime = await startRuntime({ templates: [app.template('Shop', restTemplate({ 'GET /a': {} }))] }, { host: '0.0.0.0' });
    const address = Object.values(networkInterfaces()).flat().find((one) => one?.family === 'IPv4' && !one.internal)?.address ?? '127.0.0.2';
    expect((await fetch(urlOf(runtime).replace('127.0.0.1', address))).status).toBe(403);
    expect((await fetch(runtime.catalogue.console)).status).toBe(200);
    await expect(fetch(runtime.catalogue.console.replace('127.0.0.1', address))).rejects.toThrow();
  });

  it('answers the calls that it shows', async () => {
    const schema = { type: 'object', required: ['n'], properties: { n: { type: 'integer', minimum: 3 } } };
    const code = app.code('echo', 'exports.handler = async (event) => ({ statusCode: 200, body: event.body });');
    const template = app.template('Shop', restTemplate({ 'POST /orders/{id}': { code, schema, apiKeyRequired: true } }, planOf('free', 'a-key-of-twenty-characters')));
    const runtime = await startRuntime({ templates: [template] });
    const command = runtime.catalogue.apis[0]?.stages[0]?.routes[0]?.curl ?? '';
    const { exec } = jest.requireActual<typeof import('node:child_process')>('node:child_process');
    const out = await new Promise<string>((resolve, reject) => { exec(command, (error, stdout) => (error ? reject(error) : resolve(stdout))); });
    expect(out).toBe('{"n":3}');
  });

  it('gives functions the embedded tables', async () => {
    const table = {
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName: 'things',
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        },
      },
    };
    const code = app.code('describe', `exports.handler = async () => {
      const response = await fetch(process.env.AWS_ENDPOINT_URL_DYNAMODB, { method: 'POST', body: '{"TableName":"things"}', headers: {
        'x-amz-target': 'DynamoDB_20120810.DescribeTable', 'content-type': 'application/x-amz-json-1.0',
        authorization: 'AWS4-HMAC-SHA256 Credential=x/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=x, Signature=x', 'x-amz-date': 'x' } });
      return { statusCode: response.status, body: await response.text() };
    };`);
    const runtime = await startRuntime({ templates: [app.template('Shop', restTemplate({ 'GET /t': { code } }, table))] });
    expect(await textAt(`${urlOf(runtime)}/t`)).toContain('"TableName":"things"');
  });
});

describe('a reload', () => {
  it('keeps ports and connections, and serves the new routes', async () => {
    const write = (routes: Parameters<typeof restTemplate>[0]): string => app.template('Shop', restTemplate(routes));
    const template = write({ 'GET /old': {} });
    const runtime = await startRuntime({ templates: [template] });
    const url = urlOf(runtime);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const fetchOn = async (path_: string): Promise<number> => new Promise((resolve, reject) => {
      get(`${url}${path_}`, { agent }, (response) => { response.resume().on('end', () => resolve(response.statusCode ?? 0)); }).on('error', reject);
    });
    try {
      expect(await fetchOn('/old')).toBe(200);
      const [socket] = Object.values(agent.freeSockets).flat();
      write({ 'GET /new': {} });
      await runtime.reload();
      expect(urlOf(runtime)).toBe(url);
      expect([await fetchOn('/new'), await fetchOn('/old')]).toEqual([200, 403]);
      expect(Object.values(agent.freeSockets).flat()[0]).toBe(socket);
    } finally {
      agent.destroy();
    }
  });

  it('lets a running request end on the code that it began with', async () => {
    const folder = app.code('slow', 'exports.handler = async () => { console.log("running"); await new Promise((r) => setTimeout(r, 300)); return { statusCode: 200, body: "old" }; };');
    const runtime = await startRuntime({ templates: [app.template('Shop', restTemplate({ 'GET /slow': { code: folder } }))] }, { reporter });
    const running = reporter.next(({ kind }) => kind === 'function-log');
    const answer = textAt(`${urlOf(runtime)}/slow`);
    await running;
    writeFileSync(path.join(folder, 'index.js'), says('new'));
    await runtime.reload();
    expect(await textAt(`${urlOf(runtime)}/slow`)).toBe('new');
    expect(await answer).toBe('old');
  });

  it('keeps the environment of a function that did not change', async () => {
    const counter = app.code('counter', 'let n = 0; exports.handler = async () => ({ statusCode: 200, body: String(++n) });');
    const write = (more: object): string => app.template('Shop', restTemplate({ 'GET /n': { code: counter }, ...more }));
    const runtime = await startRuntime({ templates: [write({})] });
    expect(await textAt(`${urlOf(runtime)}/n`)).toBe('1');
    write({ 'GET /more': {} });
    await runtime.reload();
    expect(await textAt(`${urlOf(runtime)}/n`)).toBe('2');
  });

  it('keeps that of inline code too', async () => {
    const write = (more: object): string => {
      const template = restTemplate({ 'GET /n': { code: app.code('unused', '') }, ...more }) as { Resources: Record<string, { Type: string; Metadata?: object; Properties: object }> };
      for (const resource of Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function')) {
        delete resource.Metadata;
        Object.assign(resource.Properties, { Code: { ZipFile: 'let n = 0; exports.handler = async () => ({ statusCode: 200, body: String(++n) });' } });
      }
      return app.template('Shop', template);
    };
    const runtime = await startRuntime({ templates: [write({})] }, { reporter });
    expect(await textAt(`${urlOf(runtime)}/n`)).toBe('1');
    await runtime.reload();
    expect(reporter.of('reloaded')).toEqual([]);
    write({ 'GET /more': {} });
    await runtime.reload();
    expect(await textAt(`${urlOf(runtime)}/n`)).toBe('2');
  });

  it('keeps the last good model when the new one is broken, and says why', async () => {
    const template = app.template('Shop', restTemplate({ 'GET /health': {} }));
    const runtime = await startRuntime({ templates: [template] });
    writeFileSync(template, '{ broken');
    await expect(runtime.reload()).rejects.toThrow(/Shop\.json/);
    expect(await textAt(`${urlOf(runtime)}/health`)).toBe('{"status":"ok"}');
    app.template('Shop', restTemplate({ 'GET /health': {}, 'GET /fixed': {} }));
    await runtime.reload();
    expect((await fetch(`${urlOf(runtime)}/fixed`)).status).toBe(200);
  });

  it('opens a port for a new API and closes that of one that is gone', async () => {
    const one = restTemplate({ 'GET /a': {} });
    const other = restTemplate({ 'GET /a': {} }, {}, 'OtherApi') as { Resources: object };
    app.template('Shop', one);
    const runtime = await startRuntime({ templates: [path.join(app.folder, 'Shop.json')] });
    const url = urlOf(runtime);
    app.template('Shop', restTemplate({ 'GET /a': {} }, Object.fromEntries(Object.entries(other.Resources).map(([id, resource]) => [id, resource]))));
    await runtime.reload();
    expect(runtime.catalogue.apis.length).toBeGreaterThan(1);
    expect(urlOf(runtime)).toBe(url);
    const added = urlOf(runtime, 'OtherApi');
    app.template('Shop', one);
    await runtime.reload();
    await expect(fetch(added)).rejects.toThrow();
  });

  it('follows a change of a watched file by itself, one reload for a burst', async () => {
    const template = app.template('Shop', restTemplate({ 'GET /old': {} }));
    const runtime = await startRuntime({ templates: [template] }, { watch: true, reporter });
    const reloaded = reporter.next(({ kind }) => kind === 'reloaded');
    for (const name of ['a', 'b', 'c']) app.template('Shop', restTemplate({ [`GET /${name}`]: {} }));
    await reloaded;
    expect((await fetch(`${urlOf(runtime)}/c`)).status).toBe(200);
  });
});

describe('what a watch follows', () => {
  it('says nothing about a change that changes nothing, and the same refusal once', async () => {
    const template = app.template('Shop', restTemplate({ 'GET /a': {} }));
    const runtime = await startRuntime({ templates: [template] }, { reporter });
    await runtime.reload();
    expect(reporter.of('reloaded')).toEqual([]);
    app.template('Shop', restTemplate({ 'GET /b': {} }));
    await runtime.reload();
    expect(reporter.of('reloaded')).toHaveLength(1);
  });

  it('takes edited code for a change', async () => {
    const template = app.template('Shop', restTemplate({ 'GET /a': { code: app.code('a', says('old')) } }));
    const runtime = await startRuntime({ templates: [template] }, { reporter });
    app.code('a', says('much newer'));
    await runtime.reload();
    expect(reporter.of('reloaded')).toHaveLength(1);
    expect(await textAt(`${urlOf(runtime)}/a`)).toBe('much newer');
  });

  it('repeats no refusal, and tells when what is served is good again', async () => {
    const template = app.template('Shop', restTemplate({ 'GET /a': {} }));
    const refused = reporter.next(({ kind }) => kind === 'problem');
    await startRuntime({ templates: [template] }, { reporter, watch: true });
    writeFileSync(template, '{ broken');
    await refused;
    const good = reporter.next(({ kind }) => kind === 'reloaded');
    app.template('Shop', restTemplate({ 'GET /a': {} }));
    await good;
    expect(reporter.of('problem')).toHaveLength(1);
  });

  it('leaves the folder alone in which it runs when the code of a function is not there', async () => {
    const missing = restTemplate({ 'GET /a': { code: `${app.folder}/nowhere` } });
    const changes = jest.fn();
    const source = new ModelSource({ ...optionsFor(app.folder), source: { templates: [app.template('Shop', missing)] } });
    const watch = jest.spyOn(nodeFileWatcher, 'watch');
    try {
      source.watch(changes);
      await source.load();
      expect(watch.mock.calls.map(([place]) => place)).toEqual([path.join(app.folder, 'Shop.json')]);
    } finally {
      watch.mockRestore();
      source.close();
      source.remove();
    }
  });
});

describe('an app command', () => {
  const synth = (template: string): string => `
    const fs = require('node:fs');
    const path = require('node:path');
    const out = process.env.CDK_OUTDIR;
    fs.mkdirSync(out, { recursive: true });
    fs.writeFileSync(path.join(out, 'manifest.json'), JSON.stringify({ version: '36.0.0', artifacts: { Shop: {
      type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties: { templateFile: 'Shop.template.json' } } } }));
    fs.copyFileSync(${JSON.stringify(template)}, path.join(out, 'Shop.template.json'));`;

  it('gets the environment that was given, and stacks without a region the region in it', async () => {
    const template = app.template('source', restTemplate({ 'GET /a': {} }));
    const program = app.file('app.js', `${synth(template)}\nfs.writeFileSync('env.json', JSON.stringify(process.env));`);
    const runtime = await startRuntime({ app: `node ${program}` }, { folder: app.folder, env: { PATH: process.env.PATH, STAGE: 'test', AWS_DEFAULT_REGION: 'eu-north-1' } });
    const seen = JSON.parse(readFileSync(path.join(app.folder, 'env.json'), 'utf8'));
    expect(seen).toMatchObject({ STAGE: 'test', CDK_DEFAULT_REGION: 'eu-north-1' });
    expect(seen.HOME).toBeUndefined();
    expect(runtime.catalogue.apis).toHaveLength(1);
  });

  it('that is edited while it is synthesized for the first time is synthesized again', async () => {
    const template = app.template('source', restTemplate({ 'GET /a': {} }));
    app.template('other', restTemplate({ 'GET /b': {} }));
    // It edits what it has read, as a person may meanwhile.
    const program = app.file('app.js', `${synth(template)}\nif (fs.readFileSync('source.json', 'utf8').includes('"a"')) fs.copyFileSync('other.json', 'source.json');`);
    const reloaded = reporter.next(({ kind }) => kind === 'reloaded');
    app.file('package.json', '{}');
    const runtime = await startRuntime({ app: `node ${program}` }, { folder: app.folder, watch: true, reporter });
    await reloaded;
    expect((await fetch(`${urlOf(runtime)}/b`)).status).toBe(200);
  });

  it('ends with a start that is no longer wanted', async () => {
    const controller = new AbortController();
    const program = app.file('app.js', 'require("node:fs").writeFileSync("began", ""); setInterval(() => {}, 1000);');
    const starting = startRuntime({ app: `node ${program}` }, { folder: app.folder, signal: controller.signal });
    const watching = setInterval(() => { if (existsSync(path.join(app.folder, 'began'))) controller.abort(); }, 20);
    await expect(starting).rejects.toThrow(/ended/);
    clearInterval(watching);
  });

  it('is synthesized, and a synth that fails later keeps the last model and says why', async () => {
    const template = app.template('source', restTemplate({ 'GET /a': {} }));
    const program = app.file('app.js', synth(template));
    const runtime = await startRuntime({ app: `node ${program}` }, { folder: app.folder });
    expect((await fetch(`${urlOf(runtime)}/a`)).status).toBe(200);
    writeFileSync(program, 'console.error("TypeError: no such bucket"); process.exit(1);');
    await expect(runtime.reload()).rejects.toThrow(/no such bucket/);
    expect((await fetch(`${urlOf(runtime)}/a`)).status).toBe(200);
    app.template('source', restTemplate({ 'GET /b': {} }));
    writeFileSync(program, synth(template));
    await runtime.reload();
    expect((await fetch(`${urlOf(runtime)}/b`)).status).toBe(200);
  });
});

describe('quota counters', () => {
  const quota = { Quota: { Limit: 1, Period: 'DAY' } };
  const call = async (runtime: LocalRuntime): Promise<number> => (await fetch(`${urlOf(runtime)}/a`, { headers: { 'x-api-key': 'a-key-of-twenty-characters' } })).status;

  it('survive a restart and a reload, until --fresh or the next day', async () => {
    const template = app.template('Shop', restTemplate({ 'GET /a': { apiKeyRequired: true } }, planOf('free', 'a-key-of-twenty-characters', quota)));
    const clock = LocalClock.frozenAt(new Date('2026-03-01T12:00:00Z'));
    const start = async (fresh: boolean): Promise<LocalRuntime> => startRuntime({ templates: [template] }, { keepState: true, fresh, clock });
    const first = await start(false);
    expect([await call(first), await call(first)]).toEqual([200, 429]);
    await first.reload();
    expect(await call(first)).toBe(429);
    await first.close();
    const second = await start(false);
    expect(await call(second)).toBe(429);
    await second.close();
    const third = await start(true);
    expect([await call(third), await call(third)]).toEqual([200, 429]);
    clock.advance(24 * 3_600_000);
    expect(await call(third)).toBe(200);
  });

  it('leave no file behind unless they are to be kept', async () => {
    const template = app.template('Shop', restTemplate({ 'GET /a': { apiKeyRequired: true } }, planOf('free', 'a-key-of-twenty-characters', quota)));
    const runtime = await startRuntime({ templates: [template] });
    await call(runtime);
    await runtime.close();
    expect(readdirSync(app.folder)).toEqual(['Shop.json']);
  });
});

describe('the end', () => {
  it('leaves nothing behind: no listener, no thread, no temporary folder', async () => {
    const inline = { Code: { ZipFile: says('inline') } };
    const template = app.template('Shop', restTemplate({ 'GET /inline': { code: app.code('x', says('x')), lambda: inline } }));
    const ours = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`apigateway-local-${process.pid}-`));
    const before = ours();
    const resources = process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout').length;
    const runtime = await startRuntime({ templates: [template] }, { watch: true });
    const url = urlOf(runtime);
    expect(await textAt(`${url}/inline`)).toMatch(/inline|x/);
    await runtime.close();
    await runtime.close();
    await expect(fetch(url)).rejects.toThrow();
    await expect(fetch(runtime.catalogue.console)).rejects.toThrow();
    await expect(runtime.reload()).rejects.toThrow(/closed/);
    expect(ours()).toEqual(before);
    expect(process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout').length).toBeLessThanOrEqual(resources);
  });

  it('lets several run at a time', async () => {
    const template = app.template('Shop', restTemplate({ 'GET /a': { code: app.code('a', 'let n = 0; exports.handler = async () => ({ statusCode: 200, body: String(++n) });') } }));
    const [one, two] = await Promise.all([startRuntime({ templates: [template] }), startRuntime({ templates: [template] })]);
    expect([await textAt(`${urlOf(one)}/a`), await textAt(`${urlOf(one)}/a`), await textAt(`${urlOf(two)}/a`)]).toEqual(['1', '2', '1']);
    await one.close();
    expect(await textAt(`${urlOf(two)}/a`)).toBe('2');
  });
});
