import { InProcessRuntime } from '../../../local/lambda/in-process-runtime';
import { functionRuntimeContract } from '../../contracts/function-runtime.contract';

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
      'its buffers grow without bound': shared,
      'it changes globals': 'there is one set of globals',
      'of the same directory, behind an import of an ES module': 'Node.js forgets no ES module, and only the URL of the entry can be varied',
    },
  });
});
