import * as path from 'node:path';
import { Assembly } from '../assembly/assembly';
import { DEFAULT_REGION } from '../assembly/environment';
import { loadAssembly } from '../assembly/load-assembly';
import { UsageError } from '../errors';
import { LocalClock } from '../local-clock';
import { localSeed } from './local-seed';
import { RuntimeOptions } from './options';
import { quotaFile } from './quota-store';
import { WorkFolder } from './work-folder';
import { buildModel } from '../model/build-model';
import { LocalModel } from '../model/model';
import { AppSource, Watcher } from '../watch/app-source';
import { nodeFileWatcher } from '../watch/file-watcher';
import { watchTemplates } from '../watch/folder-source';
import { openAppSource } from '../watch/open-source';

export interface LoadedModel {
  readonly assembly: Assembly;
  readonly model: LocalModel;
  /** Where the quota counters of what is served are kept. */
  readonly quotaFile: string;
}

/** The way from what the user gave (folder, app command, templates) to a model, again and again. */
export class ModelSource {
  private readonly app: AppSource | undefined;
  private readonly templates: readonly string[];
  /** Holds what must not outlive the runtime: inline code, unpacked zip files and, unless state is kept, the synthesized app. */
  private readonly workFolder = new WorkFolder();
  /** Watching follows the system's time: a test that freezes the gateway's clock still wants its changes seen. */
  private readonly watchClock = new LocalClock();
  private onChange: (() => void) | undefined;
  private watcher: Watcher | undefined;
  /** Code folders and zip files of the loaded functions. */
  private code: readonly string[] = [];
  private watched: string | undefined;

  public constructor(private readonly options: RuntimeOptions) {
    this.templates = (options.source.templates ?? []).map((file) => path.resolve(options.folder, file));
    try {
      this.app = this.openApp();
    } catch (error) {
      this.watchClock.close();
      this.remove();
      throw error;
    }
  }

  /** Synthesizes where there is an app to synthesize, and loads. */
  public async load(): Promise<LoadedModel> {
    const { env, parameters } = this.options;
    const options = { parameters: Object.fromEntries(parameters), region: env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? DEFAULT_REGION };
    const folder = await this.app?.folder();
    const assembly = await loadAssembly(folder === undefined ? { kind: 'templates', files: this.templates } : { kind: 'folder', folder }, options);
    const codeFolder = path.join(this.workFolder.path, 'code');
    const model = await buildModel(assembly, { codeFolder, keySeed: this.keySeed() });
    const runnable = model.functions.filter(({ notRunnable }) => notRunnable === undefined);
    const folders = runnable.map(({ codeDirectory }) => codeDirectory).filter((directory) => !directory.startsWith(codeFolder));
    // One that is damaged too: it may be good again.
    const archives = model.functions.flatMap(({ codeArchive = [] }) => codeArchive);
    this.code = [...new Set([...folders, ...archives])].sort();
    this.follow();
    return { assembly, model, quotaFile: quotaFile(folder === undefined ? { templates: this.templates } : { folder }) };
  }

  /** From now on calls `onChange` once after every burst of changes. */
  public watch(onChange: () => void): void {
    this.onChange = onChange;
    this.follow();
  }

  /** Ends a running synthesis and the watching. */
  public close(): void {
    this.app?.close();
    this.onChange = undefined;
    this.watcher?.close();
    this.watchClock.close();
  }

  /** Removes temporary files; for when no function runs any more. */
  public remove(): void {
    this.workFolder.remove();
  }

  private keySeed(): string {
    return localSeed(this.options.keepState ? this.options.folder : undefined).value;
  }

  private openApp(): AppSource | undefined {
    const { source: { app, templates = [] }, folder, keepState, env } = this.options;
    if (app !== undefined && templates.length > 0) throw new UsageError('an app and templates exclude each other; give the app or its templates');
    if (app === undefined && templates.length === 0) throw new UsageError('nothing to serve; give an app or templates');
    if (app === undefined) return undefined;
    return openAppSource(app, {
      clock: this.watchClock,
      workingFolder: folder,
      ...(!keepState && { outputFolder: path.join(this.workFolder.path, 'cdk.out') }),
      environment: { ...env },
    });
  }

  /** Code folders come and go with the model, so the places to watch are renewed when they differ. */
  private follow(): void {
    const { onChange } = this;
    const places = JSON.stringify(this.code);
    if (!onChange || places === this.watched) return;
    const before = this.watcher;
    this.watched = places;
    this.watcher = this.app
      ? this.app.watch(onChange, this.code)
      : watchTemplates(this.templates, this.code, onChange, { clock: this.watchClock, files: nodeFileWatcher });
    const isStale = before?.isPending === true;
    before?.close();
    if (isStale) onChange();
  }
}
