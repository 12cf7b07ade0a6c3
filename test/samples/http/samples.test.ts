import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { AUTHORIZER_SAMPLES } from './authorizer-samples';
import { BACKEND_SAMPLES } from './backend-samples';
import { FUNCTION_SAMPLES } from './function-samples';
import { ACCOUNT } from './sample';
import { expectAnswer, ServedSample } from './served-sample';
import { STAGE_SAMPLES } from './stage-samples';
import { AppFolder } from '../../support/app-folder';

jest.setTimeout(60_000);

describe.each([...FUNCTION_SAMPLES, ...AUTHORIZER_SAMPLES, ...BACKEND_SAMPLES, ...STAGE_SAMPLES])('$name', (sample) => {
  const folder = new AppFolder();
  let served: ServedSample | undefined;

  beforeAll(async () => {
    const outdir = path.join(folder.folder, 'cdk.out');
    const app = new App({ outdir, analyticsReporting: false });
    sample.build(new Stack(app, 'Sample', { env: ACCOUNT }), app);
    app.synth();
    served = await ServedSample.start({ app: outdir }, sample);
  });

  afterAll(async () => {
    await served?.close();
    folder.remove();
  });

  it.each(sample.calls.map((call) => ({ ...call, call })))('$request: $expected.status', async ({ call }) => {
    if (!served) throw new Error('it is not served');
    expectAnswer(await served.call(call), call.expected);
  });

  it('is served as a whole', () => {
    expect(served?.problems).toEqual([]);
    // A stage without deployment, and services that are somebody else's.
    expect(served?.notServed.filter((line) => !/nothing is deployed to it|calls go to AWS_ENDPOINT_URL/.test(line))).toEqual([]);
  });
});
