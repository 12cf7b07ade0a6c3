import { environmentVariables, logDestination } from '../../../../local/lambda/environment-variables';
import { TextEvent } from '../../../../local/lambda/function-event';
import { InvokeResult } from '../../../../local/lambda/function-runtime';
import { loadHandler } from '../../../../local/lambda/handler/load-handler';
import { InProcessInvocation } from '../../../../local/lambda/in-process/invocation';
import { isPlainValue } from '../../../../local/lambda/in-process/plain-value';
import { enterProcess, leaveProcess } from '../../../../local/lambda/in-process/scope';
import { LocalClock } from '../../../../local/local-clock';
import { FunctionCode } from '../../../support/function-code';
import { RecordingReporter } from '../../../support/recording-reporter';

const LOOK = 'const look = () => [process.env.AWS_ENDPOINT_URL_SQS, process.env.HOME, Object.keys(process.env).includes("AWS_ENDPOINT_URL_SQS")];';

test.each([
  ['index.js', `${LOOK} const seen = []; exports.handler = async () => { setTimeout(() => seen.push(look()), 1); return seen; };`],
  ['index.mjs', `${LOOK} const seen = []; export const handler = async () => { setTimeout(() => seen.push(look()), 1); return seen; };`],
])('what %s does after it answered finds its own environment, and never that of the gateway', async (file, source) => {
  const code = new FunctionCode();
  const clock = new LocalClock();
  const model = code.model({ [file]: source });
  const destination = logDestination(model, 0, 'stream');
  const env = environmentVariables(model, new Map([['AWS_ENDPOINT_URL_SQS', 'http://127.0.0.1:1']]), destination);
  const rules = { modern: true, observesLoop: false, isPlain: isPlainValue };
  const instance = { model, destination, env, clock, reporter: new RecordingReporter(), rules };
  await enterProcess();
  const load = async () => loadHandler({ codeDirectory: model.codeDirectory, handler: model.handler, modernHandlers: true }, { version: 'late' });
  const call = async (isFirst: boolean): Promise<unknown[]> => {
    const result = await new Promise<InvokeResult>((done) => {
      const invocation = new InProcessInvocation(instance, { requestId: 'r', invokedArn: model.arn }, done, () => undefined);
      if (isFirst) invocation.startWhenLoaded(load, new TextEvent('{}'));
      else void load().then((handler) => invocation.start(handler, new TextEvent('{}'), true));
    });
    await new Promise((next) => setTimeout(next, 5));
    return JSON.parse(result.kind === 'success' ? result.payload : '[]') as unknown[];
  };
  let seen: unknown[] = [];
  for (let calls = 0; calls < 50 && seen.length < 2; calls++) seen = await call(calls === 0);
  expect(seen.slice(0, 2)).toEqual(Array(2).fill(['http://127.0.0.1:1', env.HOME ?? null, true]));
  leaveProcess();
  clock.close();
  code.remove();
});
