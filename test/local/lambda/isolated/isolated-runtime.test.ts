import { IsolatedRuntime } from '../../../../local/lambda/isolated/isolated-runtime';
import { functionRuntimeContract } from '../../../contracts/function-runtime.contract';
import { lambdaWorkerFile } from '../../../support/lambda-worker';

describe('IsolatedRuntime', () => {
  functionRuntimeContract({
    create: async (model, setting) => new IsolatedRuntime(model, { ...setting, workerFile: await lambdaWorkerFile() }),
  });
});
