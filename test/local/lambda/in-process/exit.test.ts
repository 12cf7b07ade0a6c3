import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { FunctionCode } from '../../../support/function-code';

const code = new FunctionCode();
const { codeDirectory: scripts, ...model } = code.model({});
const script = path.join(scripts, 'gateway.js');

/** Invokes the function in `folder` with each event in turn, and ends by itself once the last one waits. */
const gateway = `
  import { LocalClock } from './local/local-clock';
  import { InProcessRuntime } from './local/lambda/in-process/in-process-runtime';
  import { invoke } from './local/lambda/invoke';

  const [model, events] = process.argv.slice(2).map((text) => JSON.parse(text));
  const reporter = { report: (event) => { if (event.kind === 'problem') process.stdout.write(event.message + '\\n'); } };
  const runtime = new InProcessRuntime({ ...model, environment: new Map() }, { clock: new LocalClock(), reporter, baseEnvironment: new Map() });
  const turns = async () => { for (let i = 0; i < 3; i++) await new Promise((done) => setImmediate(done)); };
  (async () => {
    for (const event of events) {
      const result = invoke(runtime, JSON.stringify(event), { requestId: 'r', invokedArn: model.arn });
      await (event === 'wait' ? turns() : result);
    }
    process.exit(9);
  })();`;

beforeAll(() => {
  buildSync({ stdin: { contents: gateway, resolveDir: path.join(__dirname, '../../../..'), loader: 'ts' }, bundle: true, platform: 'node', outfile: script });
});
afterAll(() => code.remove());

function run(source: string, events: readonly string[]): { readonly status: number | null; readonly lines: readonly string[] } {
  const { codeDirectory } = code.model({ 'index.js': source });
  const { status, stdout } = spawnSync(process.execPath, [script, JSON.stringify({ ...model, codeDirectory }), JSON.stringify(events)], { encoding: 'utf8' });
  return { status, lines: stdout.split('\n').filter((line) => line !== '') };
}

const handler = (bad: string): string => `exports.handler = async (event) => { if (event === 'good') return {}; if (event === 'wait') await new Promise(() => {}); ${bad} };`;

it.each([
  ['at once', handler('process.exit(3);'), ['bad'], 3],
  ['after invocations that went well', handler('process.exit(3);'), ['good', 'good', 'bad'], 3],
  ['later than its usual invocations end', handler('await new Promise((done) => setTimeout(done)); process.exit(3);'), ['good', 'good', 'bad'], 3],
  ['while it is loaded', 'process.exit(3);', ['bad'], 3],
  ['without a code', handler('process.exit();'), ['bad'], 0],
  ['by an error outside its promise', handler('setTimeout(() => { throw new Error("late"); }); await new Promise(() => {});'), ['bad'], 1],
])('a function that ends the gateway %s is named', (_, source, events, status) => {
  expect(run(source, events)).toEqual({
    status,
    lines: [expect.stringMatching(new RegExp(`^the function Orders of the stack Shop ended the gateway with exit code ${status}: .*process\\.exit.*--in-process`))],
  });
});

it('says nothing of a function that only waits when the gateway ends', () => {
  expect(run(handler(''), ['good', 'good', 'wait'])).toEqual({ status: 9, lines: [] });
  expect(run(handler(''), ['wait'])).toEqual({ status: 9, lines: [] });
});
