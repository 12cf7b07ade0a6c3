import { existsSync, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { AppSource } from './app-source';
import { CdkAppSource } from './cdk-app-source';
import { CommandRunner, shellRunner } from './command-runner';
import { nodeFileWatcher } from './file-watcher';
import { FolderSource } from './folder-source';
import { WatchEffects } from './watch-paths';
import { Clock } from '../clock';
import { UsageError } from '../errors';

export interface OpenSourceOptions {
  readonly clock: Clock;
  /** Working folder of an app command. Default: the current one. */
  readonly workingFolder?: string;
  /** Where an app is synthesized to. Default: `.apigateway-local/cdk.out` beside `cdk.json`. */
  readonly outputFolder?: string;
  /** Environment of an app command. Default: that of this process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Default: the file system. */
  readonly files?: WatchEffects['files'];
  /** Default: the shell. */
  readonly runner?: CommandRunner;
}

/** A single word that can only be meant as a folder. */
const looksLikeFolder = (app: string): boolean => !/\s/.test(app) && (/[/\\]$/.test(app) || /(^|[/\\])cdk\.out[^/\\]*$/.test(app));

/** What is more than a bare word is left to the shell; on Windows it knows more extensions than can be tried here. */
function isCommand(app: string, file: string, { PATH }: NodeJS.ProcessEnv): boolean {
  if (!/^[\w.-]+$/.test(app) || process.platform === 'win32' || PATH === undefined || existsSync(file)) return true;
  return PATH.split(delimiter).some((folder) => existsSync(resolve(folder, app)));
}

/**
 * Opens what `--app` names: an existing folder is a cloud assembly, anything else the command of a CDK app.
 * @throws UsageError when it is empty or means a folder that is not there
 */
export function openAppSource(app: string, options: OpenSourceOptions): AppSource {
  const effects: WatchEffects = { clock: options.clock, files: options.files ?? nodeFileWatcher };
  if (app.trim() === '') throw new UsageError('--app is empty; expected a cdk.out folder or the command of a CDK app');
  const folder = resolve(options.workingFolder ?? process.cwd(), app);
  if (existsSync(folder) && statSync(folder).isDirectory()) return new FolderSource(folder, effects);
  if (looksLikeFolder(app)) throw new UsageError(`--app ${JSON.stringify(app)}: the folder does not exist. Fix: run \`npx cdk synth\` first, or give the command of the app, such as "npx tsx app.ts"`);
  if (!isCommand(app, folder, options.environment ?? process.env)) {
    throw new UsageError(`--app ${JSON.stringify(app)}: neither a folder here nor a command on the PATH. Fix: give a cdk.out folder, or the command of the app, such as "npx tsx app.ts"`);
  }
  const { workingFolder, outputFolder, environment, runner = shellRunner } = options;
  return new CdkAppSource({
    command: app,
    runner,
    ...(workingFolder === undefined ? {} : { workingFolder }),
    ...(outputFolder === undefined ? {} : { outputFolder }),
    ...(environment === undefined ? {} : { environment }),
  }, effects);
}
