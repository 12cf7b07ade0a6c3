import { FunctionRuntime, InvokeOptions, InvokeResult } from '../../local/lambda/function-runtime';
import { invoke } from '../../local/lambda/invoke';
import { LocalClock } from '../../local/local-clock';
import { FunctionModel } from '../../local/model/functions/function';
import { RecordingReporter } from '../support/recording-reporter';

export const options: InvokeOptions = { requestId: 'request-1', invokedArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders:live' };

/** Files by name, or the text of `index.js`. */
export type Files = Readonly<Record<string, string>> | string;

/** What the tests of a runtime work with. */
export interface RuntimeBench {
  /** Of the test that runs. */
  readonly clock: LocalClock;
  readonly reporter: RecordingReporter;
  /** Declares a test, unless the implementation is exempt from it. */
  test(name: string, run: () => Promise<void>): void;
  /** A runtime of a function with these files; it is closed after the test. */
  start(files: Files, overrides?: Partial<FunctionModel>): Promise<FunctionRuntime>;
  /** The result of one invocation of such a function. */
  answer(files: Files): Promise<InvokeResult>;
}

/** The value of an invocation that succeeded. */
export function value(result: InvokeResult): unknown {
  expect(result).toMatchObject({ kind: 'success' });
  return result.kind === 'success' ? JSON.parse(result.payload) : undefined;
}

/** The error of an invocation that failed. */
export function error(result: InvokeResult): { errorType: string; errorMessage: string; trace?: string[] } {
  expect(result).toMatchObject({ kind: 'error' });
  return result.kind === 'error' ? JSON.parse(result.payload) : { errorType: '', errorMessage: '' };
}

/** However badly a handler behaves, its invocation fails clearly and the next one is served. */
export function misbehaviourContract(bench: RuntimeBench): void {
  const { test, start, answer } = bench;

  describe('contains a handler that misbehaves', () => {
    const crash = 'exports.handler = async (event) => { if (event.good) return "fine"; ';
    const survives = async (source: string, overrides: Partial<FunctionModel> = {}): Promise<{ errorType: string; errorMessage: string }> => {
      const runtime = await start(source, overrides);
      const failed = error(await invoke(runtime, '{}', options));
      expect(value(await invoke(runtime, '{"good":true}', options))).toBe('fine');
      return failed;
    };
    test('it waits for ever', async () => {
      const failed = await survives(`${crash} await new Promise((ok) => setTimeout(ok, 1500)) }`, { timeoutMilliseconds: 200 });
      expect(failed).toEqual({ errorType: 'Sandbox.Timedout', errorMessage: 'RequestId: request-1 Error: Task timed out after 0.20 seconds' });
      expect(bench.reporter.of('function-log')).toContainEqual(expect.objectContaining({ text: expect.stringMatching(/^\d{4}-.*Z request-1 Task timed out after 0\.20 seconds$/) }));
    });
    test('it loops for ever', async () => {
      expect(await survives(`${crash} for (;;); }`, { timeoutMilliseconds: 200 })).toMatchObject({ errorType: 'Sandbox.Timedout' });
    });
    test('it loops for ever while it is loaded', async () => {
      const runtime = await start('for (;;);', { timeoutMilliseconds: 200 });
      const pending = invoke(runtime, '{}', options);
      bench.clock.advance(10_000);
      expect(error(await pending)).toMatchObject({ errorType: 'Sandbox.Timedout' });
    });
    for (const [name, call, reason] of [['it exits', 'exit(3)', 'with error: exit status 3'], ['it exits without a reason', 'exit()', 'without providing a reason']] as const) {
      test(name, async () => expect(await survives(`${crash} process.${call} }`))
        .toMatchObject({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: request-1 Error: Runtime exited ${reason}` }));
    }
    test('it exits while it is loaded', async () => {
      expect(error(await answer('process.exit(1)'))).toMatchObject({ errorType: 'Runtime.ExitError' });
    });
    test('it throws outside its promise', async () => {
      expect(await survives(`${crash} setTimeout(() => { throw new TypeError("stray") }); await new Promise((ok) => setTimeout(ok, 1500)) }`))
        .toMatchObject({ errorType: 'TypeError', errorMessage: 'stray' });
    });
    test('it forgets a rejected promise', async () => {
      expect(await survives(`${crash} Promise.reject(new Error("stray")); await new Promise((ok) => setTimeout(ok, 1500)) }`))
        .toMatchObject({ errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: stray' });
    });
    test('its promise can never settle', async () => {
      expect(await survives(`${crash} await new Promise(() => {}) }`)).toMatchObject({ errorType: 'Runtime.NodeJsExit' });
    });
    for (const [name, grow] of [
      ['its heap grows without bound', 'const all = []; for (;;) all.push({ a: [1, 2, 3] })'],
      ['it makes one large array after the other', 'const all = []; for (;;) all.push(new Array(5000000).fill({}))'],
      ['it fills an array that is too large', 'const all = new Array(300000000); for (let i = 0; i < 300000000; i++) all[i] = { i }'],
      ['a map of it grows without bound', 'const all = new Map(); for (let i = 0; ; i++) all.set(i, { i })'],
      ['its texts grow without bound', 'const all = []; for (let i = 0; ; i++) all.push(("x".repeat(10000) + i).split("").join("y"))'],
      ['its buffers grow without bound', 'const all = []; for (;;) all.push(Buffer.alloc(1000000, 1))'],
    ] as const) {
      test(name, async () => {
        expect(await survives(`${crash} ${grow} }`, { memoryMegabytes: 32, timeoutMilliseconds: 20_000 }))
          .toEqual({ errorType: 'Runtime.OutOfMemory', errorMessage: 'RequestId: request-1 Error: Runtime exited with error: signal: killed' });
        expect(bench.reporter.of('function-log').at(-1)?.text).toContain('it used up its memory of 32 MB: raise memorySize');
      });
    }
    for (const [name, left] of [['objects', 'Array.from({ length: 10000 }, () => ({ a: [1, 2, 3] }))'], ['buffers', 'Buffer.alloc(1000000, 1)']] as const) {
      test(`every invocation leaves ${name} behind`, async () => {
        const runtime = await start(`const all = []; exports.handler = async () => all.push(${left})`, { memoryMegabytes: 32 });
        let result = await invoke(runtime, '{}', options);
        for (let count = 0; result.kind === 'success' && count < 5000; count++) result = await invoke(runtime, '{}', options);
        expect(error(result)).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
        expect(value(await invoke(runtime, '{}', options))).toBe(1);
      });
    }
    test('it leaves work behind that fails later', async () => {
      const runtime = await start('exports.handler = async (e) => { if (!e.good) setTimeout(() => { throw new Error("late") }); return "fine" }');
      value(await invoke(runtime, '{}', options));
      await bench.reporter.next((event) => event.kind === 'function-log' && event.text.includes('late'));
      expect(value(await invoke(runtime, '{"good":true}', options))).toBe('fine');
    });
    test('it changes globals', async () => {
      value(await answer('exports.handler = async () => { Array.prototype.map = null; globalThis.mine = 1; return 1 }'));
      expect([1].map(String)).toEqual(['1']);
      expect(globalThis).not.toHaveProperty('mine');
    });
  });
}
