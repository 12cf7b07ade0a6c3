import { InvokeOptions, InvokeResult } from '../../../local/lambda/function-runtime';
import { IsolatedRuntime, IsolatedRuntimeOptions } from '../../../local/lambda/isolated-runtime';
import { LocalClock } from '../../../local/local-clock';
import { FunctionModel } from '../../../local/model/function';
import { FunctionCode } from '../../support/function-code';
import { lambdaWorkerFile } from '../../support/lambda-worker';
import { RecordingReporter } from '../../support/recording-reporter';

const options: InvokeOptions = { requestId: 'request-1', invokedArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders' };

/** Answers the name of its environment once `event.together` invocations run at the same time. */
const meeting = `
  const fs = require('fs'), path = require('path');
  exports.handler = async ({ together, meeting }, context) => {
    const folder = path.join(process.env.LAMBDA_TASK_ROOT, meeting);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, context.logStreamName.slice(-32)), '');
    while (fs.readdirSync(folder).length < together) await new Promise((ok) => setTimeout(ok, 2));
    return context.logStreamName;
  };`;

describe('the environments of an IsolatedRuntime', () => {
  const code = new FunctionCode();
  let clock: LocalClock;
  let runtime: IsolatedRuntime | undefined;

  beforeEach(() => { clock = LocalClock.frozenAt(Date.UTC(2030, 0, 1)); });
  afterEach(async () => {
    await runtime?.close();
    clock.close();
  });
  afterAll(() => code.remove());

  const start = async (source: string, model: Partial<FunctionModel> = {}, more: Partial<IsolatedRuntimeOptions> = {}): Promise<IsolatedRuntime> => {
    runtime = new IsolatedRuntime(code.model({ 'index.js': source }, model), {
      clock, reporter: new RecordingReporter(), baseEnvironment: new Map(), workerFile: await lambdaWorkerFile(), ...more,
    });
    return runtime;
  };
  const value = (result: InvokeResult): unknown => {
    expect(result).toMatchObject({ kind: 'success' });
    return result.kind === 'success' ? JSON.parse(result.payload) : undefined;
  };
  const meet = async (pool: IsolatedRuntime, together: number, name: string): Promise<Set<unknown>> => {
    const payload = JSON.stringify({ together, meeting: name });
    return new Set((await Promise.all(Array.from({ length: together }, () => pool.invoke(payload, options)))).map(value));
  };

  it('grow while invocations wait for others', async () => {
    expect((await meet(await start(meeting), 3, 'one')).size).toBe(3);
  }, 20_000);

  it('stay few under a burst of short invocations', async () => {
    const pool = await start('exports.handler = async (e, { logStreamName }) => logStreamName');
    const names = await Promise.all(Array.from({ length: 500 }, () => pool.invoke('{}', options)));
    expect(new Set(names.map(value)).size).toBe(1);
  });

  it('never run two invocations at a time', async () => {
    const pool = await start('let n = 0; exports.handler = async () => { n++; await new Promise((ok) => setTimeout(ok, 3)); return n-- }');
    const seen = await Promise.all(Array.from({ length: 60 }, () => pool.invoke('{}', options)));
    expect(new Set(seen.map(value))).toEqual(new Set([1]));
  }, 20_000);

  it.each([
    ['by default and option', {}, { maxEnvironments: 2 }],
    ['by reserved concurrency', { reservedConcurrency: 2 }, {}],
  ])('are limited %s', async (_name, model, more) => {
    const pool = await start('exports.handler = async (e, c) => { await new Promise((ok) => setTimeout(ok, 40)); return c.logStreamName }', model, more);
    const results = await Promise.all(Array.from({ length: 8 }, () => pool.invoke('{}', options)));
    const served = results.filter(({ kind }) => kind === 'success').map(value);
    expect(new Set(served).size).toBeLessThanOrEqual(2);
    expect(served).toHaveLength('reservedConcurrency' in model ? 2 : 8);
  });

  it('beyond the first end after five idle minutes', async () => {
    const pool = await start(meeting);
    const before = await meet(pool, 3, 'before');
    clock.advance(299_999);
    expect(await meet(pool, 3, 'still')).toEqual(before);
    clock.advance(300_000);
    const after = await meet(pool, 3, 'after');
    expect([...after].filter((name) => before.has(name))).toHaveLength(1);
  }, 20_000);

  it('do not time out while the clock stands, and do when it moves on', async () => {
    const reporter = new RecordingReporter();
    const pool = await start('exports.handler = async () => { console.log("begun"); await new Promise((ok) => setTimeout(ok, 60000)) }', { timeoutMilliseconds: 900_000 }, { reporter });
    const pending = pool.invoke('{}', options);
    await reporter.next((event) => event.kind === 'function-log');
    clock.advance(899_999);
    expect(reporter.of('function-log')).toHaveLength(1);
    clock.advance(1);
    expect(await pending).toEqual({ kind: 'error', payload: expect.stringContaining('Task timed out after 900.00 seconds') });
  });

  it('that hang cost neither the invocations behind them nor those before', async () => {
    const pool = await start('exports.handler = async ({ n }) => { if (n === 20) for (;;); return n }', { timeoutMilliseconds: 1000 });
    await pool.invoke('{"n":0}', options);
    const all = Promise.all(Array.from({ length: 40 }, (_, n) => pool.invoke(JSON.stringify({ n }), options)));
    const timer = setInterval(() => clock.advance(200), 50);
    const results = await all;
    clearInterval(timer);
    expect(results.flatMap(({ kind }, n) => kind === 'error' ? [n] : [])).toEqual([20]);
    expect(results.flatMap((result) => result.kind === 'success' ? [JSON.parse(result.payload)] : [])).toEqual(Array.from({ length: 40 }, (_, n) => n).filter((n) => n !== 20));
  }, 20_000);

  it('that crash cost one invocation only', async () => {
    const pool = await start('exports.handler = async ({ n }) => { if (n % 10 === 5) process.exit(1); return n }');
    const results = await Promise.all(Array.from({ length: 30 }, (_, n) => pool.invoke(JSON.stringify({ n }), options)));
    expect(results.flatMap(({ kind }, n) => kind === 'error' ? [n] : [])).toEqual([5, 15, 25]);
  }, 20_000);

  it('start no thread before there is work', async () => {
    const pool = await start('exports.handler = async () => 1', {}, { workerFile: '/nowhere/worker.js' });
    await pool.close();
  });

  it('tell the developer when the worker\'s own file is missing', async () => {
    const reporter = new RecordingReporter();
    const pool = await start('exports.handler = async () => 1', {}, { workerFile: '/nowhere/worker.js', reporter });
    expect(await pool.invoke('{}', options)).toMatchObject({ kind: 'error', payload: expect.stringContaining('Runtime.ExitError') });
    expect(reporter.of('function-log')[0]?.text).toContain('/nowhere/worker.js');
  });
});
