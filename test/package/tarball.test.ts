import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.join(__dirname, '..', '..');
const folder = mkdtempSync(path.join(tmpdir(), 'tarball-'));
const app = path.join(folder, 'app');
const installed = path.join(app, 'node_modules', 'cdk-apigateway-patterns');
function run(file: string, args: string[], cwd = app): string {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}

const appSource = `
const { App, Stack } = require('aws-cdk-lib');
const lambda = require('aws-cdk-lib/aws-lambda');
const { RestApiWithUsagePlans, RestAuthorization } = require('cdk-apigateway-patterns');
const stack = new Stack(new App(), 'Shop');
const handler = new lambda.Function(stack, 'Hello', {
  runtime: lambda.Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200, body: JSON.stringify({ hello: "world" }) });'),
});
const api = new RestApiWithUsagePlans(stack, 'Api', {
  authorization: RestAuthorization.apiKeyOnly('internal callers only'),
  handler,
  plans: { basic: { throttle: { rateLimit: 10, burstLimit: 10 } } },
  routes: { 'GET /hello': {} },
});
api.addCustomer('Acme', { plan: 'basic' });
stack.node.root.synth();
`;

const consumerSource = `
import { App, Stack } from 'aws-cdk-lib';
import { RestApiWithUsagePlans, type RestApiWithUsagePlansProps } from 'cdk-apigateway-patterns';
import { startLocal } from 'cdk-apigateway-patterns/local';
export const build = (props: RestApiWithUsagePlansProps) => new RestApiWithUsagePlans(new Stack(new App(), 'S'), 'Api', props).url;
export async function tryIt(): Promise<string> {
  const local = await startLocal({ app: 'cdk.out' });
  try { return local.url('Api'); } finally { await local.close(); }
}
`;

beforeAll(() => {
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root)) as [{ filename: string }];
  mkdirSync(app);
  writeFileSync(path.join(app, 'package.json'), JSON.stringify({ name: 'shop', private: true }));
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', path.join(folder, filename), 'aws-cdk-lib@2.257.0', 'constructs@10.5.1', '@types/node@20']);
  writeFileSync(path.join(app, 'app.js'), appSource);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('it brings no dependencies of its own', () => {
  const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest.dependencies ?? {}).toEqual({});
  expect(manifest.bundledDependencies ?? []).toEqual([]);
  expect(existsSync(path.join(installed, 'node_modules'))).toBe(false);
});

test('it holds what a user needs and nothing else', () => {
  expect(readdirSync(installed).sort()).toEqual(['.jsii', 'API.md', 'LICENSE', 'README.md', 'assets', 'build', 'package.json']);
  expect(readdirSync(path.join(installed, 'assets', 'local')).filter((name) => name.endsWith('.js')).sort()).toEqual(['cli.js', 'index.js', 'lambda-worker.js']);
});

// The last is what `cdk init` wrote for years; it does not know `exports`.
test.each([
  ['node16', 'node16'], ['commonjs', 'bundler'], ['commonjs', 'node10'],
])('its declarations compile in a strict TypeScript app with %s modules, resolved by %s', (module, resolution) => {
  writeFileSync(path.join(app, 'consumer.ts'), consumerSource);
  const tsc = path.join(path.dirname(createRequire(__filename).resolve('typescript/package.json')), 'bin', 'tsc');
  const deprecated = resolution === 'node10' ? ['--ignoreDeprecations', '6.0'] : [];
  const modules = ['--module', module, '--moduleResolution', resolution, ...deprecated];
  run(process.execPath, [tsc, '--noEmit', '--strict', '--skipLibCheck', String(resolution === 'node10'), '--target', 'es2022', ...modules, 'consumer.ts']);
}, 120_000);

test('its command serves an app that was synthesized with it', async () => {
  run(process.execPath, ['app.js'], app);
  run(process.execPath, ['-e', "process.env.CDK_OUTDIR = 'cdk.out'; require('./app.js')"], app);
  const gateway = spawn(process.execPath, [path.join(app, 'node_modules', '.bin', 'apigateway-local'), 'start', '--app', 'cdk.out', '--port', '0', '--ready-json'], { cwd: app });
  try {
    const lines = createInterface({ input: gateway.stdout })[Symbol.asyncIterator]();
    const ready = JSON.parse(String((await lines.next()).value)) as { apis: { stages: { url: string }[] }[] };
    const url = ready.apis[0]?.stages[0]?.url ?? '';
    expect((await fetch(`${url.replace(/\/$/, '')}/hello`)).status).toBe(403);
  } finally {
    gateway.kill('SIGTERM');
    await new Promise((resolve) => gateway.once('exit', resolve));
  }
  expect(gateway.exitCode).toBe(0);
}, 60_000);

test('its programmatic entry gives keys and URLs', () => {
  const script = `
    const { startLocal } = require('cdk-apigateway-patterns/local');
    startLocal({ app: 'cdk.out' }).then(async (local) => {
      const answer = await fetch(local.url('Api') + '/hello', { headers: { 'x-api-key': local.apiKey('Acme') } });
      console.log(answer.status, await answer.text());
      await local.close();
    });`;
  expect(run(process.execPath, ['-e', script])).toBe('200 {"hello":"world"}\n');
}, 60_000);
