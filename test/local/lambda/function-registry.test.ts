import { FunctionRegistry, FunctionRegistryOptions } from '../../../local/lambda/function-registry';
import { InvokeResult } from '../../../local/lambda/function-runtime';
import { invoke } from '../../../local/lambda/invoke';
import { LocalClock } from '../../../local/local-clock';
import { FunctionCode } from '../../support/function-code';
import { lambdaWorkerFile } from '../../support/lambda-worker';
import { RecordingReporter } from '../../support/recording-reporter';

const counter = 'let n = 0; exports.handler = async () => ++n';
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';

describe('FunctionRegistry', () => {
  const code = new FunctionCode();
  const clock = new LocalClock();
  let reporter: RecordingReporter;
  let registry: FunctionRegistry | undefined;

  beforeEach(() => { reporter = new RecordingReporter(); });
  afterEach(() => registry?.close());
  afterAll(() => {
    code.remove();
    clock.close();
  });

  const start = async (options: Partial<FunctionRegistryOptions> = {}): Promise<FunctionRegistry> => {
    registry = new FunctionRegistry({ clock, reporter, workerFile: await lambdaWorkerFile(), ...options });
    return registry;
  };
  const call = async (name: string): Promise<unknown> => {
    const found = registry?.find(name);
    const result: InvokeResult | undefined = found && await invoke(found, '{}', { requestId: 'r', invokedArn: name });
    return result?.kind === 'success' ? JSON.parse(result.payload) : result;
  };

  it.each([
    ['name', 'orders'],
    ['ARN', arn],
    ['ARN of $LATEST', `${arn}:$LATEST`],
    ['ARN of an alias', `${arn}:live`],
    ['partial ARN', '123456789012:function:orders'],
  ])('finds a function by %s', async (_name, key) => {
    (await start()).apply([code.model({ 'index.js': counter }, { qualifiers: [`${arn}:live`] })]);
    expect(registry?.find(key)?.name).toBe('orders');
  });

  it.each(['other', `${arn}:dead`, 'arn:aws:lambda:us-east-1:123456789012:function:orders', ''])('does not find %j', async (key) => {
    (await start()).apply([code.model({ 'index.js': counter })]);
    expect(registry?.find(key)).toBeUndefined();
  });

  it('keeps the environments of a function that did not change', async () => {
    const model = code.model({ 'index.js': counter });
    (await start()).apply([model]);
    expect(await call('orders')).toBe(1);
    registry?.apply([{ ...model, qualifiers: [`${arn}:live`], environment: new Map() }]);
    expect(await call(`${arn}:live`)).toBe(2);
  });

  it('replaces them when the code in the same directory changed', async () => {
    const model = code.model({ 'index.js': counter });
    (await start()).apply([model]);
    await call('orders');
    code.write(model.codeDirectory, { 'lib/new.js': '' });
    registry?.apply([model]);
    expect(await call('orders')).toBe(1);
  });

  it('replaces them when the configuration changed', async () => {
    const model = code.model({ 'index.js': counter });
    (await start()).apply([model]);
    await call('orders');
    registry?.apply([{ ...model, environment: new Map([['STAGE', 'two']]) }]);
    expect(await call('orders')).toBe(1);
  });

  it('lets a function that is gone finish what it does', async () => {
    const model = code.model({ 'index.js': 'exports.handler = async () => { console.log("begun"); await new Promise((ok) => setTimeout(ok, 100)); return "done" }' });
    (await start()).apply([model]);
    const running = call('orders');
    await reporter.next((event) => event.kind === 'function-log');
    registry?.apply([]);
    expect(registry?.find('orders')).toBeUndefined();
    expect(await running).toBe('done');
  });

  it.each([
    ['what the model says', { notRunnable: 'it is a container image' }, 'it is a container image'],
    ['another language', { runtime: 'python3.13' }, 'its runtime is python3.13'],
  ])('says why a function does not run: %s', async (_name, overrides, reason) => {
    (await start()).apply([code.model({}, overrides)]);
    expect(await call('orders')).toEqual({ kind: 'error', payload: expect.stringContaining(reason) });
  });

  it('serves nothing after it was closed', async () => {
    (await start()).apply([code.model({ 'index.js': counter })]);
    const found = registry?.find('orders');
    await registry?.close();
    expect(registry?.find('orders')).toBeUndefined();
    expect(await (found && invoke(found, '{}', { requestId: 'r', invokedArn: 'a' }))).toMatchObject({ kind: 'error' });
  });
});
