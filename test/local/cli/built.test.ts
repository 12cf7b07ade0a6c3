import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { AppFolder, planOf, restTemplate } from '../../support/app-folder';

jest.setTimeout(30_000);

const cli = path.join(__dirname, '../../../assets/local/cli.js');
const isBuilt = existsSync(cli);
if (!isBuilt) process.stderr.write('skipped: assets/local/cli.js is not built; "npx projen bundle" builds it\n');

let app: AppFolder;
const children: ChildProcess[] = [];
let temporary: string;
beforeEach(() => {
  app = new AppFolder();
  temporary = path.join(app.folder, 'temporary');
  mkdirSync(temporary);
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  app.remove();
});

interface Started {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

function start(...args: string[]): Started {
  const child = spawn(process.execPath, [cli, 'start', ...args], { cwd: app.folder, env: { ...process.env, TMPDIR: temporary }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => { child.on('close', (code, signal) => resolve(code ?? signal)); });
  return { child, out: () => out, ended };
}

/** Address of the only stage, once the ready line is there. */
async function ready({ child, out, ended }: Started): Promise<string> {
  await Promise.race([
    new Promise<void>((resolve) => { child.stdout?.on('data', () => { if (out().includes('\n')) resolve(); }); }),
    ended.then((code) => { throw new Error(`it ended with ${code}`); }),
  ]);
  return JSON.parse(out().split('\n')[0] ?? '').apis[0].stages[0].url;
}

const suite = isBuilt ? describe : describe.skip;

suite('the built command', () => {
  const hello = 'exports.handler = async () => ({ statusCode: 200, body: "hello" });';

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('prints one ready line, serves, and ends with 0 and no temporary files on %s', async (signal) => {
    const template = app.template('Shop', restTemplate({ 'GET /hello': { code: app.code('hello', hello) } }));
    const started = start('--template', template, '--port', '0', '--ready-json');
    expect(await (await fetch(`${await ready(started)}/hello`)).text()).toBe('hello');
    started.child.kill(signal);
    expect(await started.ended).toBe(0);
    expect(started.out().trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('knows after SIGKILL what was used of a quota', async () => {
    const key = 'a-key-of-twenty-characters';
    const template = app.template('Shop', restTemplate({ 'GET /a': { apiKeyRequired: true } }, planOf('free', key, { Quota: { Limit: 1, Period: 'MONTH' } })));
    const call = async (url: string): Promise<number> => (await fetch(`${url}/a`, { headers: { 'x-api-key': key } })).status;
    const first = start('--template', template, '--port', '0', '--ready-json');
    expect(await call(await ready(first))).toBe(200);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await call(await ready(start('--template', template, '--port', '0', '--ready-json')))).toBe(429);
    expect(await call(await ready(start('--template', template, '--port', '0', '--ready-json', '--fresh')))).toBe(200);
  });

  it('ends with 2 for a wrong option and 1 for a template that is not there', async () => {
    expect(await start('--prot', '0').ended).toBe(2);
    expect(await start('--template', 'none.json').ended).toBe(1);
  });
});
