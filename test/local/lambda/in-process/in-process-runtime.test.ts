import { InProcessRuntime } from '../../../../local/lambda/in-process/in-process-runtime';
import { invoke } from '../../../../local/lambda/invoke';
import { LocalClock } from '../../../../local/local-clock';
import { functionRuntimeContract } from '../../../contracts/function-runtime.contract';
import { options } from '../../../contracts/misbehaviour.contract';
import { FunctionCode } from '../../../support/function-code';
import { RecordingReporter } from '../../../support/recording-reporter';

const blocked = 'nothing can interrupt the thread that the gateway itself runs on';
const shared = 'it is the process of the gateway that would end';

describe('InProcessRuntime', () => {
  functionRuntimeContract({
    create: async (model, setting) => new InProcessRuntime(model, setting),
    exempt: {
      'a streaming handler': 'inside a test runner the global awslambda is set in its sandbox, which the handler does not see',
      'to its standard streams, line by line': 'they are the streams of the gateway',
      'it loops for ever': blocked,
      'it loops for ever while it is loaded': blocked,
      'it exits': shared,
      'it exits without a reason': shared,
      'it exits while it is loaded': shared,
      'it throws outside its promise': shared,
      'it forgets a rejected promise': shared,
      'it leaves work behind that fails later': shared,
      'its promise can never settle': 'the event loop of the gateway never runs empty, so the invocation times out',
      'its heap grows without bound': shared,
      'it makes one large array after the other': shared,
      'it fills an array that is too large': shared,
      'a map of it grows without bound': shared,
      'its texts grow without bound': shared,
      'its buffers grow without bound': shared,
      'every invocation leaves objects behind': shared,
      'every invocation leaves buffers behind': shared,
      'it changes globals': 'there is one set of globals',
      'of the same directory, behind an import of an ES module': 'Node.js forgets no ES module, and only the URL of the entry can be varied',
    },
  });

  it('gives functions that share a file instances of their own', async () => {
    const code = new FunctionCode();
    const clock = new LocalClock();
    const source = 'const stage = process.env.STAGE; export const handler = async () => stage';
    const model = code.model({ 'index.mjs': source });
    const runtimes = ['one', 'two'].map((stage) => new InProcessRuntime(
      { ...model, environment: new Map([['STAGE', stage]]) },
      { clock, reporter: new RecordingReporter(), baseEnvironment: new Map() },
    ));
    const results = await Promise.all(runtimes.map((runtime) => invoke(runtime, '{}', options)));
    expect(results).toEqual([{ kind: 'success', payload: '"one"' }, { kind: 'success', payload: '"two"' }]);
    await Promise.all(runtimes.map((runtime) => runtime.close()));
    clock.close();
    code.remove();
  });
});
