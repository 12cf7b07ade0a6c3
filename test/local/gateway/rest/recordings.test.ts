import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { bundleLocal } from '../../../../scripts/bundle';

/** Folder with the requests and replies that were recorded on AWS, and the runner that repeats them. */
const truth = process.env.AWS_TRUTH ?? '';
const runner = path.join(truth, 'conformance/run.mjs');
const isThere = truth !== '' && existsSync(runner);

/** What has to pass completely; the others hold steps that need the template language or AWS services. */
const TAGS = ['lambda-proxy', 'lambda-proxy-response', 'request-validation', 'routing', 'gateway-response', 'response-headers', 'api-keys', 'stage-variables', 'openapi-import', 'http-integration', 'selection-pattern'];

(isThere ? describe : describe.skip)(isThere ? 'recorded on AWS' : 'recorded on AWS: skipped, AWS_TRUTH does not name a folder with the recordings', () => {
  let out = '';

  beforeAll(async () => {
    out = mkdtempSync(path.join(os.tmpdir(), 'recordings-'));
    await bundleLocal(out);
  }, 60_000);

  afterAll(() => rmSync(out, { recursive: true, force: true }));

  test.each(TAGS)('%s', async (tag) => {
    const report = await new Promise<string>((resolve) => {
      execFile(process.execPath, [runner, '--cmd', `node ${path.join(out, 'local/cli.js')}`, '--only-tag', tag, '--jobs', '2'], (error, stdout, stderr) => resolve(error ? `${stdout}${stderr}` : 'passed'));
    });
    expect(report).toBe('passed');
  }, 120_000);
});
