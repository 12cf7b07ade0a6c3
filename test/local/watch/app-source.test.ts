import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SteeredFiles, frozenClock } from './steered';
import { UsageError } from '../../../local/errors';
import { AppSource } from '../../../local/watch/app-source';
import { CdkAppSource } from '../../../local/watch/cdk-app-source';
import { CommandResult, CommandRunner, shellRunner } from '../../../local/watch/command-runner';
import { FolderSource, watchTemplates } from '../../../local/watch/folder-source';
import { openAppSource } from '../../../local/watch/open-source';
import { QUIET_MILLISECONDS } from '../../../local/watch/watch-paths';
import { temporaryFolder, writeFiles } from '../assembly/temporary-stack';

/** A runner that synthesizes an empty assembly, or answers what the test says. */
class SteeredRunner implements CommandRunner {
  public readonly environments: NodeJS.ProcessEnv[] = [];
  public readonly commands: (string | readonly string[])[] = [];
  public context: unknown;
  public constructor(private readonly result?: CommandResult | Promise<CommandResult>) {}

  public run(command: string | readonly string[], { environment }: { environment: NodeJS.ProcessEnv }): ReturnType<CommandRunner['run']> {
    this.commands.push(command);
    this.environments.push(environment);
    const overflow = environment.CONTEXT_OVERFLOW_LOCATION;
    this.context = JSON.parse(overflow === undefined ? environment.CDK_CONTEXT_JSON ?? '' : readFileSync(overflow, 'utf8'));
    if (this.result !== undefined) return { result: Promise.resolve(this.result), kill: () => undefined };
    mkdirSync(environment.CDK_OUTDIR ?? '', { recursive: true });
    writeFileSync(join(environment.CDK_OUTDIR ?? '', 'manifest.json'), '{}');
    return { result: Promise.resolve({ code: 0, output: '' }), kill: () => undefined };
  }
}

function appIn(folder: string, runner: CommandRunner, command = 'npx tsx app.ts', environment: NodeJS.ProcessEnv = { HOME: folder }): CdkAppSource {
  return new CdkAppSource({ command, workingFolder: folder, runner, environment }, { clock: frozenClock(), files: new SteeredFiles() });
}

describe('a CDK app', () => {
  test('gets output folder, account and region', async () => {
    const folder = temporaryFolder();
    const runner = new SteeredRunner();
    expect(await appIn(folder, runner, 'app', { HOME: folder, AWS_REGION: 'eu-north-1', PATH: '/bin' }).folder()).toBe(join(folder, '.apigateway-local', 'cdk.out'));
    expect(runner.environments[0]).toMatchObject({
      PATH: '/bin', CDK_OUTDIR: join(folder, '.apigateway-local', 'cdk.out'), CDK_DEFAULT_REGION: 'eu-north-1', CDK_DEFAULT_ACCOUNT: '000000000000',
    });
  });

  test('gets the context that `cdk synth` would give it, from the nearest cdk.json', async () => {
    const home = writeFiles({ '.cdk.json': { context: { user: 1, shared: 'home' } } });
    const folder = writeFiles({
      'cdk.json': { app: 'x', context: { '@aws-cdk/core:flag': true, 'shared': 'cdk.json' } }, 'cdk.context.json': { lookup: ['a'], shared: 'cdk.context.json' }, 'apps/readme.md': '',
    });
    const runner = new SteeredRunner();
    await appIn(join(folder, 'apps'), runner, 'app', { HOME: home }).folder();
    expect(runner.context).toEqual({
      '@aws-cdk/core:flag': true,
      'lookup': ['a'],
      'user': 1,
      'shared': 'cdk.json',
      'aws:cdk:enable-path-metadata': true,
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:version-reporting': true,
      'aws:cdk:bundling-stacks': ['**'],
    });
  });

  test('gets a context that is too large for a variable by a file, which is gone afterwards', async () => {
    const folder = writeFiles({ 'cdk.json': { context: { large: 'x'.repeat(200_000) } } });
    const runner = new SteeredRunner();
    await appIn(folder, runner).folder();
    expect(runner.context).toMatchObject({ large: expect.stringMatching(/^x{200000}$/) });
    expect(existsSync(runner.environments[0]?.CONTEXT_OVERFLOW_LOCATION ?? '')).toBe(false);
  });

  test('that is a JavaScript file is run by Node', async () => {
    const folder = writeFiles({ 'app.js': '' });
    const runner = new SteeredRunner();
    await appIn(folder, runner, 'app.js').folder();
    expect(runner.commands).toEqual([[process.execPath, join(folder, 'app.js')]]);
  });

  test('that is a JavaScript file is run without a shell, whatever its folder is called', async () => {
    const folder = join(temporaryFolder(), 'a b" $(touch pwned) `touch pwned`; touch pwned');
    mkdirSync(folder);
    writeFileSync(join(folder, 'app.js'), 'require("node:fs").mkdirSync(process.env.CDK_OUTDIR, { recursive: true }); require("node:fs").writeFileSync(process.env.CDK_OUTDIR + "/manifest.json", "{}");');
    expect(await appIn(folder, shellRunner, join(folder, 'app.js')).folder()).toBe(join(folder, '.apigateway-local', 'cdk.out'));
    expect(readdirSync(folder).sort()).toEqual(['.apigateway-local', 'app.js']);
    expect((statSync(join(folder, '.apigateway-local')).mode % 0o1000).toString(8)).toBe('700');
  });

  test('that fails is reported with the end of its own output', async () => {
    const output = [...Array.from({ length: 50 }, (_, i) => `line ${i}`), 'Error: no such prop', ''].join('\n');
    const failure = appIn(temporaryFolder(), new SteeredRunner({ code: 1, output })).folder();
    await expect(failure).rejects.toThrow(/^the CDK app ended with exit code 1: npx tsx app\.ts\nline 21\n[^]*Error: no such prop$/);
  });

  test('that writes nothing is reported', async () => {
    await expect(appIn(temporaryFolder(), new SteeredRunner({ code: 0, output: '' })).folder()).rejects.toThrow(/wrote no cloud assembly to .*Fix: give the command of a CDK app/);
  });

  test('that writes nothing any more is reported, and what it wrote once is not served', async () => {
    const folder = temporaryFolder();
    await appIn(folder, new SteeredRunner()).folder();
    await expect(appIn(folder, new SteeredRunner({ code: 0, output: '' })).folder()).rejects.toThrow(/wrote no cloud assembly/);
  });

  test('a malformed cdk.json is named', async () => {
    await expect(appIn(writeFiles({ 'cdk.json': '{' }), new SteeredRunner()).folder()).rejects.toThrow(/cdk\.json: malformed JSON/);
  });

  test('runs in a real shell: output, failure and end', async () => {
    const script = 'const fs = require("fs"); fs.mkdirSync(process.env.CDK_OUTDIR, { recursive: true }); fs.writeFileSync(process.env.CDK_OUTDIR + "/manifest.json", "{}");';
    const folder = writeFiles({ 'app.js': script, 'bad.js': 'throw new Error("broken app");', 'slow.js': 'setInterval(() => {}, 1000);' });
    expect(existsSync(join(await appIn(folder, shellRunner, 'app.js', process.env).folder(), 'manifest.json'))).toBe(true);
    await expect(appIn(folder, shellRunner, 'node bad.js', process.env).folder()).rejects.toThrow(/exit code 1: node bad\.js[^]*broken app/);
    const slow = appIn(folder, shellRunner, 'node slow.js', process.env);
    const running = slow.folder();
    slow.close();
    await expect(running).rejects.toThrow('the synthesis was ended');
  });
});

describe('watching', () => {
  const effects = (): { clock: ReturnType<typeof frozenClock>; files: SteeredFiles } => ({ clock: frozenClock(), files: new SteeredFiles() });

  function changes(source: (onChange: () => void) => unknown, { clock, files }: ReturnType<typeof effects>, path: string, changed: string): number {
    const onChange = jest.fn();
    source(onChange);
    files.change(path, changed);
    clock.advance(QUIET_MILLISECONDS);
    return onChange.mock.calls.length;
  }

  test('a cloud assembly is watched with its assets, and code outside of it', () => {
    const own = effects();
    const source: AppSource = new FolderSource('/app/cdk.out', own);
    expect(changes(onChange => source.watch(onChange, ['/app/cdk.out/asset.1', '/code']), own, '/app/cdk.out', 'asset.1/index.js')).toBe(1);
    expect([...own.files.watched.keys()]).toEqual(['/app/cdk.out', '/code']);
  });

  test('an app is watched from its package folder, without what it generates', () => {
    const folder = writeFiles({ 'package.json': {}, 'infra/cdk.json': {}, 'infra/bin/app.ts': '' });
    const own = effects();
    const source = new CdkAppSource({ command: 'x', workingFolder: join(folder, 'infra', 'bin'), runner: new SteeredRunner() }, own);
    expect(changes(onChange => source.watch(onChange), own, folder, 'src/handler.ts')).toBe(1);
    expect(changes(onChange => source.watch(onChange), own, folder, '.apigateway-local/cdk.out/manifest.json')).toBe(0);
  });

  test('templates are watched one by one, and the code they refer to', () => {
    const own = effects();
    expect(changes(onChange => watchTemplates(['/a/shop.yaml'], ['/code', '/code/lib'], onChange, own), own, '/a/shop.yaml', '')).toBe(1);
    expect([...own.files.watched.keys()]).toEqual(['/a/shop.yaml', '/code']);
  });
});

describe('what --app names', () => {
  const open = (app: string, workingFolder: string): AppSource => openAppSource(app, { clock: frozenClock(), workingFolder });

  test('an existing folder is a cloud assembly, anything else a command', async () => {
    const folder = writeFiles({ 'cdk.out/manifest.json': '{}' });
    expect(await open('cdk.out', folder).folder()).toBe(join(folder, 'cdk.out'));
    expect(open('node app.js', folder)).toBeInstanceOf(CdkAppSource);
  });

  test.each([['', /--app is empty/], ['cdk.out', /"cdk\.out": the folder does not exist\. Fix: run `npx cdk synth`/], ['build/', /does not exist/]])('%j is refused', (app, message) => {
    expect(() => open(app, temporaryFolder())).toThrow(UsageError);
    expect(() => open(app, temporaryFolder())).toThrow(message);
  });
});
