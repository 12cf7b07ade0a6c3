import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { AppFolder, restTemplate } from '../../support/app-folder';
import { RecordingReporter } from '../../support/recording-reporter';
import { closeRuntimes, startRuntime, urlOf } from '../../support/start-runtime';
import { zipArchive } from '../../support/zip-archive';

jest.setTimeout(30_000);

let app: AppFolder;
let reporter: RecordingReporter;

beforeEach(() => {
  app = new AppFolder();
  reporter = new RecordingReporter();
});
afterEach(async () => {
  await closeRuntimes();
  app.remove();
});

const saying = (text: string): Buffer => zipArchive([
  { name: 'index.js', content: 'exports.handler = async () => ({ statusCode: 200, body: require("./lib/text.json") });' },
  { name: 'lib/text.json', content: JSON.stringify(text) },
]);
const textAt = async (url: string): Promise<string> => (await fetch(url)).text();

/** Code that the template of `Shop` finds relative to itself, as in `cdk.out`. */
function zip(archive: Buffer): void {
  writeFileSync(path.join(app.folder, 'asset.zip'), archive);
}
const routes = restTemplate({ 'GET /a': { code: 'asset.zip' } });

it.each([false, true])('the code of a zip file runs, in process: %s', async (inProcess) => {
  zip(saying('zipped'));
  const before = readdirSync(tmpdir());
  const runtime = await startRuntime({ templates: [app.template('Shop', routes)] }, { reporter, inProcess });
  expect(await textAt(`${urlOf(runtime)}/a`)).toBe('zipped');
  expect(reporter.of('not-served')).toEqual([]);
  await runtime.close();
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`apigateway-local-${process.pid}-`) && !before.includes(name))).toEqual([]);
});

it('a changed zip file is served by itself, and one that did not change reloads nothing', async () => {
  zip(saying('old'));
  const runtime = await startRuntime({ templates: [app.template('Shop', routes)] }, { reporter, watch: true });
  expect(await textAt(`${urlOf(runtime)}/a`)).toBe('old');
  await runtime.reload();
  expect(reporter.of('reloaded')).toEqual([]);
  const reloaded = reporter.next(({ kind }) => kind === 'reloaded');
  zip(saying('new'));
  await reloaded;
  expect(await textAt(`${urlOf(runtime)}/a`)).toBe('new');
});

it('a damaged zip file stops nothing but its function, until it is good', async () => {
  zip(saying('cut').subarray(0, 100));
  const template = restTemplate({ 'GET /a': { code: 'asset.zip' }, 'GET /mock': {} });
  const runtime = await startRuntime({ templates: [app.template('Shop', template)] }, { reporter, watch: true });
  expect((await fetch(`${urlOf(runtime)}/a`)).status).toBe(501);
  expect((await fetch(`${urlOf(runtime)}/mock`)).status).toBe(200);
  expect(reporter.of('not-served').map(({ detail }) => detail)).toEqual([expect.stringMatching(/^it can't run: its code .*asset\.zip can't be unpacked: /)]);
  const reloaded = reporter.next(({ kind }) => kind === 'reloaded');
  zip(saying('good'));
  await reloaded;
  expect(await textAt(`${urlOf(runtime)}/a`)).toBe('good');
});

it('the asset of a cloud assembly may be a zip file', async () => {
  app.file('cdk.out/keep', '');
  writeFileSync(path.join(app.folder, 'cdk.out', 'asset.zip'), saying('of the assembly'));
  const runtime = await startRuntime({ app: app.cdkOut('Shop', routes) });
  expect(await textAt(`${urlOf(runtime)}/a`)).toBe('of the assembly');
});
