import { existsSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { InvokeOptions, InvokeResult } from '../../../../local/lambda/function-runtime';
import { invoke } from '../../../../local/lambda/invoke';
import { IsolatedRuntime, IsolatedRuntimeOptions } from '../../../../local/lambda/isolated/isolated-runtime';
import { LocalClock } from '../../../../local/local-clock';
import { FunctionModel } from '../../../../local/model/functions/function';
import { FunctionCode } from '../../../support/function-code';
import { lambdaWorkerFile } from '../../../support/lambda-worker';
import { RecordingReporter } from '../../../support/recording-reporter';

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
    return new Set((await Promise.all(Array.from({ length: together }, () => invoke(pool, payload, options)))).map(value));
  };

  it('grow while invocations wait for others', async () => {
    expect((await meet(await start(meeting), 3, 'one')).size).toBe(3);
  }, 20_000);

  it('stay few under a burst of short invocations', async () => {
    const pool = await start('exports.handler = async (e, { logStreamName }) => logStreamName');
    const names = await Promise.all(Array.from({ length: 500 }, () => invoke(pool, '{}', options)));
    expect(new Set(names.map(value)).size).toBe(1);
  });

  it('never run two invocations at a time', async () => {
    const pool = await start('let n = 0; exports.handler = async () => { n++; await new Promise((ok) => setTimeout(ok, 3)); return n-- }');
    const seen = await Promise.all(Array.from({ length: 60 }, () => invoke(pool, '{}', options)));
    expect(new Set(seen.map(value))).toEqual(new Set([1]));
  }, 20_000);

  it.each([
    ['by default and option', {}, { maxEnvironments: 2 }],
    ['by reserved concurrency', { reservedConcurrency: 2 }, {}],
  ])('are limited %s', async (_name, model, more) => {
    const pool = await start('exports.handler = async (e, c) => { await new Promise((ok) => setTimeout(ok, 40)); return c.logStreamName }', model, more);
    const results = await Promise.all(Array.from({ length: 8 }, () => invoke(pool, '{}', options)));
    const served = results.filter(({ kind }) => kind === 'success').map(value);
    expect(new Set(served).size).toBeLessThanOrEqual(2);
    expect(served).toHaveLength('reservedConcurrency' in model ? 2 : 8);
  });

  it('let only so many wait, and none of which the caller is gone', async () => {
    const { codeDirectory: folder } = code.model({ go: '' });
    const pool = await start(`
      const fs = require('fs'), path = require('path');
      exports.handler = async (n) => {
        fs.writeFileSync(path.join(process.env.FOLDER, 'ran-' + n), '');
        do { await new Promise((ok) => setTimeout(ok, 20)) } while (!fs.existsSync(path.join(process.env.FOLDER, 'go')));
        return n;
      };`, { environment: new Map([['FOLDER', folder]]) }, { maxEnvironments: 1, maxQueued: 3 });
    // Known to be slow, it gets one invocation at a time; the others wait outside.
    for (let times = 0; times < 12; times++) await invoke(pool, '0', options);
    rmSync(path.join(folder, 'go'));
    const ran = (n: number): boolean => existsSync(path.join(folder, `ran-${n}`));
    let wanted = true;
    const first = invoke(pool, '1', options);
    while (!ran(1)) await setImmediate();
    const left = [invoke(pool, '2', { ...options, isWanted: () => wanted }), invoke(pool, '3', options), invoke(pool, '4', { ...options, isWanted: () => wanted })];
    expect(await invoke(pool, '5', options)).toEqual({ kind: 'throttled' });
    wanted = false;
    const last = invoke(pool, '6', options);
    expect([await left[0], await left[2]]).toEqual([{ kind: 'throttled' }, { kind: 'throttled' }]);
    writeFileSync(path.join(folder, 'go'), '');
    expect([value(await first), value(await left[1] as InvokeResult), value(await last)]).toEqual([1, 3, 6]);
    expect([2, 4, 5].map(ran)).toEqual([false, false, false]);
  }, 20_000);

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
    const pending = invoke(pool, '{}', options);
    await reporter.next((event) => event.kind === 'function-log');
    clock.advance(899_999);
    expect(reporter.of('function-log')).toHaveLength(1);
    clock.advance(1);
    expect(await pending).toEqual({ kind: 'error', payload: expect.stringContaining('Task timed out after 900.00 seconds') });
  });

  it('that hang cost neither the invocations behind them nor those before', async () => {
    const pool = await start('exports.handler = async ({ n }) => { if (n === 20) for (;;); return n }', { timeoutMilliseconds: 1000 });
    await invoke(pool, '{"n":0}', options);
    const all = Promise.all(Array.from({ length: 40 }, (_, n) => invoke(pool, JSON.stringify({ n }), options)));
    const timer = setInterval(() => clock.advance(200), 50);
    const results = await all;
    clearInterval(timer);
    expect(results.flatMap(({ kind }, n) => kind === 'error' ? [n] : [])).toEqual([20]);
    expect(results.flatMap((result) => result.kind === 'success' ? [JSON.parse(result.payload)] : [])).toEqual(Array.from({ length: 40 }, (_, n) => n).filter((n) => n !== 20));
  }, 20_000);

  it('that crash cost one invocation only', async () => {
    const pool = await start('exports.handler = async ({ n }) => { if (n % 10 === 5) process.exit(1); return n }');
    const results = await Promise.all(Array.from({ length: 30 }, (_, n) => invoke(pool, JSON.stringify({ n }), options)));
    expect(results.flatMap(({ kind }, n) => kind === 'error' ? [n] : [])).toEqual([5, 15, 25]);
  }, 20_000);

  it('start no thread before there is work', async () => {
    const pool = await start('exports.handler = async () => 1', {}, { workerFile: '/nowhere/worker.js' });
    await pool.close();
  });

  it('tell the developer when the worker\'s own file is missing', async () => {
    const reporter = new RecordingReporter();
    const pool = await start('exports.handler = async () => 1', {}, { workerFile: '/nowhere/worker.js', reporter });
    expect(await invoke(pool, '{}', options)).toMatchObject({ kind: 'error', payload: expect.stringContaining('Runtime.ExitError') });
    expect(reporter.of('function-log')[0]?.text).toContain('/nowhere/worker.js');
  });
});
