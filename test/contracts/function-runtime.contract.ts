import { error, Files, misbehaviourContract, options, RuntimeBench, value } from './misbehaviour.contract';
import { FunctionRuntime, InvokeResult } from '../../local/lambda/function-runtime';
import { invoke } from '../../local/lambda/invoke';
import { LocalClock } from '../../local/local-clock';
import { FunctionModel } from '../../local/model/functions/function';
import { FunctionCode } from '../support/function-code';
import { RecordingReporter } from '../support/recording-reporter';

/** What a runtime is made with. */
export interface RuntimeSetting {
  readonly clock: LocalClock;
  readonly reporter: RecordingReporter;
  readonly baseEnvironment: ReadonlyMap<string, string>;
}

/** One implementation of the contract. */
export interface RuntimeSubject {
  /** What this implementation can't do, each with its reason, which becomes part of the name of the skipped test. */
  readonly exempt?: Readonly<Record<string, string>>;
  create(model: FunctionModel, setting: RuntimeSetting): Promise<FunctionRuntime>;
}

/** What every {@link FunctionRuntime} for Node.js functions does. */
export function functionRuntimeContract(subject: RuntimeSubject): void {
  const code = new FunctionCode();
  const open: FunctionRuntime[] = [];
  let clock: LocalClock;
  let reporter: RecordingReporter;

  beforeEach(() => {
    clock = new LocalClock();
    reporter = new RecordingReporter();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((runtime) => runtime.close()));
    clock.close();
  });
  afterAll(() => code.remove());

  const test = (name: string, run: () => Promise<void>): void => {
    const reason = subject.exempt?.[name];
    if (reason === undefined) it(name, run, 20_000);
    else it.skip(`${name} (${reason})`, run);
  };
  const start = async (files: Files, overrides: Partial<FunctionModel> = {}, base: [string, string][] = []): Promise<FunctionRuntime> => {
    const model = code.model(typeof files === 'string' ? { 'index.js': files } : files, overrides);
    return startModel(model, base);
  };
  const startModel = async (model: FunctionModel, base: [string, string][] = []): Promise<FunctionRuntime> => {
    const runtime = await subject.create(model, { clock, reporter, baseEnvironment: new Map(base) });
    open.push(runtime);
    return runtime;
  };
  const answer = async (files: Files, overrides: Partial<FunctionModel> = {}, event = '{}'): Promise<InvokeResult> =>
    invoke(await start(files, overrides), event, options);

  const bench: RuntimeBench = { get clock() { return clock; }, get reporter() { return reporter; }, test, start, answer };

  describe('finds and loads the handler', () => {
    const nested = 'const a = { b: { c: async () => "nested" } };';
    const cases: [string, Readonly<Record<string, string>>, string, unknown][] = [
      ['CommonJS', { 'index.js': 'exports.handler = async (e) => e.x' }, 'index.handler', 7],
      ['.cjs', { 'index.cjs': 'exports.handler = async (e) => e.x' }, 'index.handler', 7],
      ['.mjs', { 'index.mjs': 'export const handler = async (e) => e.x' }, 'index.handler', 7],
      ['"type": "module"', { 'package.json': '{"type":"module"}', 'index.js': 'export const handler = async (e) => e.x' }, 'index.handler', 7],
      ['"type" of a parent folder', { 'package.json': '{"type":"module"}', 'src/app.js': 'export const handler = async (e) => e.x' }, 'src/app.handler', 7],
      ['ES module with top-level await', { 'index.mjs': 'const n = await 7; export const handler = async () => n' }, 'index.handler', 7],
      ['imports between files', { 'index.mjs': 'import { n } from "./n.mjs"; export const handler = async () => n', 'n.mjs': 'export const n = 7' }, 'index.handler', 7],
      ['a package of node_modules', { 'index.js': 'exports.handler = async () => require("dep")', 'node_modules/dep/index.js': 'module.exports = 7' }, 'index.handler', 7],
      ['a path', { 'src/api/app.js': 'exports.handler = async (e) => e.x' }, 'src/api/app.handler', 7],
      ['nested properties', { 'index.js': `${nested} exports.a = a` }, 'index.a.b.c', 'nested'],
      ['nested properties of an ES module', { 'index.mjs': `${nested} export { a }` }, 'index.a.b.c', 'nested'],
      ['default export', { 'index.mjs': 'export default { handler: async () => 7 }' }, 'index.handler', 7],
    ];
    for (const [name, files, handler, expected] of cases) {
      test(name, async () => expect(value(await answer(files, { handler }, '{"x":7}'))).toBe(expected));
    }
  });

  describe('takes the result of the handler', () => {
    const cases: [string, string, unknown][] = [
      ['of a promise', 'exports.handler = async () => ({ a: [1, null, "ü"] })', { a: [1, null, 'ü'] }],
      ['of a promise that settles later', 'exports.handler = () => new Promise((ok) => setTimeout(ok, 5, "late"))', 'late'],
      ['undefined becomes null', 'exports.handler = async () => {}', null],
      ['what has no JSON becomes null', 'exports.handler = async () => () => 1', null],
      ['of the callback', 'exports.handler = (e, c, done) => done(null, "called back")', 'called back'],
      ['of the callback, later', 'exports.handler = (e, c, done) => { setTimeout(() => done(null, "later"), 5) }', 'later'],
      ['the callback counts once', 'exports.handler = (e, c, done) => { c.callbackWaitsForEmptyEventLoop = false; done(null, 1); done(null, 2) }', 1],
      ['of context.succeed', 'exports.handler = (e, c) => c.succeed("old")', 'old'],
      ['of context.done', 'exports.handler = (e, { done }) => done(null, "old")', 'old'],
      ['the value of a handler that is not async is ignored', 'exports.handler = () => "ignored"', null],
    ];
    for (const [name, source, expected] of cases) test(name, async () => expect(value(await answer(source))).toEqual(expected));

    test('from Node 24 on, the value of a handler that is not async counts', async () => {
      expect(value(await answer('exports.handler = () => "counts"', { runtime: 'nodejs24.x' }))).toBe('counts');
    });
    test('warns of an ignored value', async () => {
      await answer('exports.handler = () => "ignored"');
      expect(reporter.of('function-log')).toContainEqual(expect.objectContaining({ level: 'WARN', text: expect.stringContaining('without being async') }));
    });
  });

  describe('answers with Lambda\'s error object', () => {
    const own = 'class OutOfStock extends Error { constructor(m) { super(m); this.name = "OutOfStock" } }';
    const cases: [string, Files, Partial<FunctionModel>, string, string | RegExp][] = [
      ['a rejection', 'exports.handler = async () => { throw new TypeError("boom") }', {}, 'TypeError', 'boom'],
      ['a throw', 'exports.handler = () => { throw new RangeError("boom") }', {}, 'RangeError', 'boom'],
      ['a class of its own', `${own} exports.handler = async () => { throw new OutOfStock("sku") }`, {}, 'OutOfStock', 'sku'],
      ['a callback', 'exports.handler = (e, c, done) => done(new Error("boom"))', {}, 'Error', 'boom'],
      ['context.fail', 'exports.handler = (e, c) => c.fail("text")', {}, 'string', 'text'],
      ['a thrown text', 'exports.handler = async () => { throw "text" }', {}, 'string', 'text'],
      ['a thrown nothing', 'exports.handler = async () => { throw undefined }', {}, 'undefined', 'undefined'],
      ['an error that can\'t be read', 'exports.handler = async () => { throw { get name() { throw 1 } } }', {}, 'handled', /cannot be read/],
      ['a result with a cycle', 'exports.handler = async () => { const a = {}; a.a = a; return a }', {}, 'Error', 'Unable to stringify response body'],
      ['a result with a bigint', 'exports.handler = async () => 1n', {}, 'Error', 'Unable to stringify response body'],
      ['a result with a cycle on Node 24', 'exports.handler = async () => 1n', { runtime: 'nodejs24.x' }, 'Runtime.JSONStringifyError', 'Unable to stringify response body'],
      ['a result over 6 MB', 'exports.handler = async () => "x".repeat(6291556)', {}, 'Function.ResponseSizeTooLarge',
        'Response payload size exceeded maximum allowed payload size (6291556 bytes).'],
      ['a missing module', { 'other.js': '' }, {}, 'Runtime.ImportModuleError', /^Error: Cannot find module 'index'/],
      ['a missing dependency', 'require("nowhere"); exports.handler = 1', {}, 'Runtime.ImportModuleError', /^Error: Cannot find module 'nowhere'/],
      ['a TypeScript source', { 'index.ts': '' }, {}, 'Runtime.ImportModuleError', /TypeScript is not compiled/],
      ['a missing directory', '', { codeDirectory: '/nowhere/at/all' }, 'Runtime.ImportModuleError', /directory does not exist/],
      ['a syntax error', 'exports.handler = (', {}, 'Runtime.UserCodeSyntaxError', /^SyntaxError: /],
      ['a syntax error in an ES module', { 'index.mjs': 'export const handler = (' }, {}, 'Runtime.UserCodeSyntaxError', /^SyntaxError: /],
      ['a module that throws', 'throw new Error("no config")', {}, 'Error', 'no config'],
      ['a missing handler', 'exports.other = 1', {}, 'Runtime.HandlerNotFound', 'index.handler is undefined or not exported'],
      ['a handler that is no function', 'exports.handler = 1', {}, 'Runtime.HandlerNotFound', 'index.handler is not a function'],
      ['a malformed handler name', 'exports.handler = 1', { handler: 'index' }, 'Runtime.MalformedHandlerName', 'Bad handler'],
      ['a handler outside the code', 'exports.handler = 1', { handler: '../index.handler' }, 'Runtime.MalformedHandlerName', /not a valid handler name/],
      ['a callback handler on Node 24', 'exports.handler = (e, c, done) => done()', { runtime: 'nodejs24.x' }, 'Runtime.CallbackHandlerDeprecated', /make the handler async/],
      ['a streaming handler', 'exports.handler = awslambda.streamifyResponse(async () => {})', {}, 'Runtime.StreamingNotServed', /does not serve yet/],
    ];
    for (const [name, files, overrides, type, message] of cases) {
      test(name, async () => {
        const { errorType, errorMessage, trace } = error(await answer(files, overrides));
        expect({ errorType, errorMessage }).toEqual({ errorType: type, errorMessage: typeof message === 'string' ? message : expect.stringMatching(message) });
        for (const line of trace ?? []) expect(line).not.toMatch(/lambda-worker|apigateway-local-worker|local\/lambda\/handler/);
      });
    }

    test('a request over 6 MB', async () => {
      const { errorType, errorMessage } = error(await answer('exports.handler = async () => 1', {}, JSON.stringify('x'.repeat(6_291_456))));
      expect({ errorType, errorMessage }).toEqual({
        errorType: 'RequestEntityTooLargeException',
        errorMessage: '6291458 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
      });
    });
    test('with the frames of the handler, in the answer and in the log', async () => {
      const { trace } = error(await answer('exports.handler = async function createOrder() { throw new Error("boom") }'));
      expect(trace?.[0]).toBe('Error: boom');
      expect(trace?.[1]).toMatch(/createOrder .*index\.js:1/);
      expect(reporter.of('function-log')).toContainEqual(expect.objectContaining({ level: 'ERROR', requestId: 'request-1', text: expect.stringMatching(/^Invoke Error \t\{.*createOrder/) }));
    });
    test('and serves the next invocation', async () => {
      const runtime = await start('let n = 0; exports.handler = async () => { if (n++ === 0) throw new Error("first"); return n }');
      error(await invoke(runtime, '{}', options));
      expect(value(await invoke(runtime, '{}', options))).toBe(2);
    });
    test('and tries to load again', async () => {
      const model = code.model({ 'index.js': 'throw new Error("broken")' });
      const runtime = await startModel(model);
      error(await invoke(runtime, '{}', options));
      code.write(model.codeDirectory, { 'index.js': 'exports.handler = async () => "mended"' });
      expect(value(await invoke(runtime, '{}', options))).toBe('mended');
    });
  });

  describe('gives the handler its surroundings', () => {
    test('the context', async () => {
      const source = `exports.handler = async (event, context) => ({ ...JSON.parse(JSON.stringify(context)), left: context.getRemainingTimeInMillis(),
        functions: ['done', 'succeed', 'fail', 'getRemainingTimeInMillis'].filter((name) => typeof context[name] === 'function') })`;
      const context = value(await answer(source, { memoryMegabytes: 256 })) as Record<string, unknown>;
      expect(context).toEqual({
        awsRequestId: 'request-1',
        callbackWaitsForEmptyEventLoop: true,
        functionName: 'orders',
        functionVersion: '$LATEST',
        functions: ['done', 'succeed', 'fail', 'getRemainingTimeInMillis'],
        invokedFunctionArn: options.invokedArn,
        left: expect.any(Number),
        logGroupName: '/aws/lambda/orders',
        logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\].{32}$/),
        memoryLimitInMB: '256',
      });
      expect(context.left).toBeGreaterThan(0);
      expect(context.left).toBeLessThanOrEqual(3000);
    });
    test('the environment of the function and nothing of the gateway', async () => {
      process.env.SECRET_OF_THE_HOST = 'secret';
      try {
        const runtime = await start(
          'const early = { ...process.env }; exports.handler = async () => ({ early, late: process.env })',
          { environment: new Map([['TABLE', 'orders'], ['AWS_REGION', 'not-yours']]) },
          [['AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:1']],
        );
        const { early, late } = value(await invoke(runtime, '{}', { ...options, traceId: 'Root=1-2-3' })) as Record<string, Record<string, string>>;
        expect(late).toMatchObject({
          TABLE: 'orders',
          AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1',
          AWS_REGION: 'eu-west-1',
          AWS_DEFAULT_REGION: 'eu-west-1',
          AWS_ACCESS_KEY_ID: 'local',
          AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
          AWS_LAMBDA_FUNCTION_NAME: 'orders',
          AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
          AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/orders',
          TZ: ':UTC',
          _HANDLER: 'index.handler',
          _X_AMZN_TRACE_ID: 'Root=1-2-3',
        });
        expect(early).toMatchObject({ TABLE: 'orders' });
        expect(late).not.toHaveProperty('SECRET_OF_THE_HOST');
        expect(early).not.toHaveProperty('SECRET_OF_THE_HOST');
      } finally {
        delete process.env.SECRET_OF_THE_HOST;
      }
    });
    test('a trace id of the invocation only', async () => {
      const runtime = await start('exports.handler = async () => process.env._X_AMZN_TRACE_ID');
      expect(value(await invoke(runtime, '{}', { ...options, traceId: 'Root=1-2-3' }))).toBe('Root=1-2-3');
      expect(value(await invoke(runtime, '{}', options))).toBeNull();
    });
    test('state that lives between invocations', async () => {
      const runtime = await start('let n = 0; exports.handler = async () => ++n');
      expect([value(await invoke(runtime, '{}', options)), value(await invoke(runtime, '{}', options))]).toEqual([1, 2]);
    });
    test('variables that it set itself stay in its own environment', async () => {
      const runtime = await start('exports.handler = async () => { process.env.SET_BY_THE_FUNCTION = 1; return process.env.SET_BY_THE_FUNCTION }');
      expect(value(await invoke(runtime, '{}', options))).toBe('1');
      expect(process.env.SET_BY_THE_FUNCTION).toBeUndefined();
    });
  });

  describe('reports what the function writes', () => {
    const lines = async (body: string): Promise<[string, string][]> => {
      await answer(`exports.handler = async () => { ${body} }`);
      return reporter.of('function-log').map(({ level, text }) => [level, text]);
    };
    test('to the console, with level and request id', async () => {
      expect(await lines('console.log("a %s", "b", { c: 1 }); console.info("i"); console.warn("w"); console.error("e"); console.debug("d"); console.trace("t")'))
        .toEqual([['INFO', 'a b { c: 1 }'], ['INFO', 'i'], ['WARN', 'w'], ['ERROR', 'e'], ['DEBUG', 'd'], ['TRACE', 't']]);
      expect(reporter.of('function-log').every(({ requestId, functionName }) => requestId === 'request-1' && functionName === 'orders')).toBe(true);
    });
    test('to its standard streams, line by line', async () => {
      expect(await lines('process.stdout.write("one\\ntwo\\npar"); process.stdout.write("tial"); process.stderr.write(Buffer.from("bad\\n"))'))
        .toEqual([['INFO', 'one'], ['INFO', 'two'], ['ERROR', 'bad'], ['INFO', 'partial']]);
    });
    test('before the answer', async () => {
      const runtime = await start('exports.handler = async () => { console.log("x".repeat(100000)); return 1 }');
      await invoke(runtime, '{}', options);
      expect(reporter.of('function-log')[0]?.text).toHaveLength(100_000);
    });
  });

  misbehaviourContract(bench);

  describe('limits concurrency', () => {
    const slow = 'exports.handler = async () => { await new Promise((ok) => setTimeout(ok, 100)); return 1 }';
    test('refuses what exceeds the reserved concurrency', async () => {
      const runtime = await start(slow, { reservedConcurrency: 2 });
      const kinds = (await Promise.all([1, 2, 3].map(() => invoke(runtime, '{}', options)))).map(({ kind }) => kind);
      expect(kinds).toEqual(['success', 'success', 'throttled']);
      expect((await invoke(runtime, '{}', options)).kind).toBe('success');
    });
    test('a reserved concurrency of 0 refuses everything', async () => {
      expect((await answer(slow, { reservedConcurrency: 0 })).kind).toBe('throttled');
    });
    test('answers every one of many invocations with its own result', async () => {
      const runtime = await start('exports.handler = async ({ n }) => { if (n % 7 === 0) await new Promise((ok) => setTimeout(ok, 15)); return n }');
      const results = await Promise.all(Array.from({ length: 200 }, async (_, n) => value(await invoke(runtime, JSON.stringify({ n }), options))));
      expect(results).toEqual(Array.from({ length: 200 }, (_, n) => n));
    });
    test('a function that waits for itself does not wait for ever', async () => {
      const runtime = await start('exports.handler = async ({ wait }) => { await new Promise((ok) => setTimeout(ok, wait)); return wait }');
      const long = invoke(runtime, '{"wait":1000}', options);
      const order: string[] = [];
      const short = invoke(runtime, '{"wait":0}', options).then(() => order.push('short'));
      await Promise.all([short, long.then(() => order.push('long'))]);
      expect(order).toEqual(['short', 'long']);
    });
  });

  describe('takes new code', () => {
    test('of another directory; what runs finishes on the old', async () => {
      const old = code.model({ 'index.mjs': 'export const handler = async () => { console.log("begun"); await new Promise((ok) => setTimeout(ok, 100)); return "old" }' });
      const runtime = await startModel(old);
      const running = invoke(runtime, '{}', options);
      await reporter.next((event) => event.kind === 'function-log' && event.text === 'begun');
      runtime.replace({ ...code.model({ 'index.mjs': 'export const handler = async () => "new"' }) });
      expect(value(await invoke(runtime, '{}', options))).toBe('new');
      expect(value(await running)).toBe('old');
    });
    for (const [name, file, text] of [['CommonJS', 'index.js', 'exports.handler = async () => '], ['ES module', 'index.mjs', 'export const handler = async () => ']] as const) {
      test(`of the same directory (${name})`, async () => {
        const model = code.model({ [file]: `${text}1` });
        const runtime = await startModel(model);
        await invoke(runtime, '{}', options);
        code.write(model.codeDirectory, { [file]: `${text}2` });
        runtime.replace(model);
        expect(value(await invoke(runtime, '{}', options))).toBe(2);
      });
    }
    test('of the same directory, behind an import of an ES module', async () => {
      const model = code.model({ 'index.mjs': 'import { n } from "./n.mjs"; export const handler = async () => n', 'n.mjs': 'export const n = 1' });
      const runtime = await startModel(model);
      await invoke(runtime, '{}', options);
      code.write(model.codeDirectory, { 'n.mjs': 'export const n = 2' });
      runtime.replace(model);
      expect(value(await invoke(runtime, '{}', options))).toBe(2);
    });
    test('and new configuration', async () => {
      const model = code.model({ 'index.js': 'exports.handler = async () => process.env.STAGE' }, { environment: new Map([['STAGE', 'one']]) });
      const runtime = await startModel(model);
      await invoke(runtime, '{}', options);
      runtime.replace({ ...model, environment: new Map([['STAGE', 'two']]) });
      expect(value(await invoke(runtime, '{}', options))).toBe('two');
    });
  });

  describe('ends', () => {
    test('pending invocations', async () => {
      const runtime = await start('exports.handler = async () => { console.log("begun"); await new Promise((ok) => setTimeout(ok, 500)) }');
      const pending = invoke(runtime, '{}', options);
      await reporter.next((event) => event.kind === 'function-log');
      await runtime.close();
      expect(error(await pending)).toMatchObject({ errorType: 'Unhandled' });
      expect(error(await invoke(runtime, '{}', options))).toMatchObject({ errorType: 'Unhandled' });
    });
  });
}
