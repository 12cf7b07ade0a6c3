import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { AppSource, Watcher } from './app-source';
import { CdkProject, nearestWith, readCdkProject } from './cdk-context';
import { CommandRunner, RunningCommand } from './command-runner';
import { WatchEffects, isGenerated, watchPaths } from './watch-paths';
import { DEFAULT_ACCOUNT, DEFAULT_REGION } from '../assembly/environment';
import { LocalGatewayError } from '../errors';

/** Linux takes no environment variable above 128 KB, and Windows hardly 32. */
const MAXIMUM_CONTEXT_CHARACTERS = 30_000;

const ENDED = 'the synthesis was ended';

/** Lines of the app's error output that a message shows. */
const SHOWN_LINES = 30;

export interface CdkAppOptions {
  /** Shell command of the app, such as `npx tsx app.ts`. */
  readonly command: string;
  /** Working folder. Default: the current one. */
  readonly workingFolder?: string;
  /** Where the app is synthesized to. Default: `.apigateway-local/cdk.out` beside `cdk.json`. */
  readonly outputFolder?: string;
  /** Environment of the app. Default: that of this process. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly runner: CommandRunner;
}

const writtenAt = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.mtimeMs;

const tail = (text: string): string => text.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');

/** A CDK app that is synthesized here, with the context and feature flags that `cdk synth` would give it. */
export class CdkAppSource implements AppSource {
  private readonly workingFolder: string;
  private readonly environment: NodeJS.ProcessEnv;
  private running?: RunningCommand;
  private isClosed = false;

  public constructor(private readonly options: CdkAppOptions, private readonly effects: WatchEffects) {
    this.workingFolder = resolve(options.workingFolder ?? process.cwd());
    this.environment = options.environment ?? process.env;
  }

  public async folder(): Promise<string> {
    if (this.isClosed) throw new LocalGatewayError(ENDED);
    const project = readCdkProject(this.workingFolder, this.environment.HOME ?? homedir());
    const output = this.options.outputFolder ?? join(project.folder, '.apigateway-local', 'cdk.out');
    // The app would make the folder readable for everybody.
    if (this.options.outputFolder === undefined) mkdirSync(dirname(output), { recursive: true, mode: 0o700 });
    const manifest = join(output, 'manifest.json');
    const before = writtenAt(manifest);
    const { variables, overflow } = this.contextVariables(project);
    try {
      const region = this.environment.CDK_DEFAULT_REGION ?? this.environment.AWS_REGION ?? this.environment.AWS_DEFAULT_REGION ?? DEFAULT_REGION;
      const account = this.environment.CDK_DEFAULT_ACCOUNT ?? DEFAULT_ACCOUNT;
      const environment = { ...this.environment, ...variables, CDK_OUTDIR: output, CDK_DEFAULT_REGION: region, CDK_DEFAULT_ACCOUNT: account };
      this.running = this.options.runner.run(this.command(), { folder: this.workingFolder, environment });
      const { code, output: errors } = await this.running.result;
      if (this.isClosed) throw new LocalGatewayError(ENDED);
      if (code !== 0) {
        const status = code === null ? 'was ended by a signal' : `ended with exit code ${code}`;
        throw new LocalGatewayError(`the CDK app ${status}: ${this.options.command}\n${tail(errors)}`.trimEnd());
      }
    } finally {
      this.running = undefined;
      if (overflow !== undefined) rmSync(overflow, { recursive: true, force: true });
    }
    // What an earlier command left there is not what this one makes.
    if (writtenAt(manifest) === before) {
      throw new LocalGatewayError(`the command wrote no cloud assembly to ${output}: ${this.options.command}. `
        + 'Fix: give the command of a CDK app, without an `outdir` of its own, that ends by itself');
    }
    return output;
  }

  public watch(onChange: () => void, also: readonly string[] = []): Watcher {
    const { folder } = readCdkProject(this.workingFolder, this.environment.HOME ?? homedir());
    const source = nearestWith('package.json', this.workingFolder) ?? folder;
    return watchPaths([source, ...also.filter(path => resolve(path) !== source && !resolve(path).startsWith(`${source}${sep}`))], isGenerated, onChange, this.effects);
  }

  public close(): void {
    this.isClosed = true;
    this.running?.kill();
  }

  /** A JavaScript file alone is run by Node, as the CDK's own command line does. */
  private command(): string | readonly string[] {
    const { command } = this.options;
    const file = resolve(this.workingFolder, command);
    return /\.[cm]?js$/.test(command) && existsSync(file) && statSync(file).isFile() ? [process.execPath, file] : command;
  }

  private contextVariables(project: CdkProject): { variables: NodeJS.ProcessEnv; overflow?: string } {
    const context = JSON.stringify(project.context);
    if (context.length <= MAXIMUM_CONTEXT_CHARACTERS) return { variables: { CDK_CONTEXT_JSON: context } };
    const overflow = mkdtempSync(join(tmpdir(), 'apigateway-local-context-'));
    const file = join(overflow, 'context.json');
    writeFileSync(file, context);
    return { variables: { CDK_CONTEXT_JSON: '{}', CONTEXT_OVERFLOW_LOCATION: file }, overflow };
  }
}
