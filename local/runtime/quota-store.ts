import * as path from 'node:path';
import { STATE_FOLDER } from './state-folder';
import { FileQuotaCounters } from '../gateway/usage/file-quota-counters';
import { MemoryQuotaCounters } from '../gateway/usage/memory-quota-counters';
import { QuotaCounters } from '../gateway/usage/quota-counters';
import { LocalModel } from '../model/model';
import { Reporter } from '../reporter';

/** The quota counters of a runtime: the same ones over all reloads. A file is made only for a model that has a quota. */
export class QuotaStore {
  private readonly memory = new MemoryQuotaCounters();
  private file: FileQuotaCounters | undefined;

  /**
   * @param options.keep keep the counters in a file; otherwise in memory.
   * @param options.fresh forget what the file holds.
   */
  public constructor(private readonly options: { readonly keep: boolean; readonly fresh: boolean; readonly reporter: Reporter }) {}

  /** Counters for a model that is kept in `file`. */
  public counters({ usagePlans }: LocalModel, file: string): QuotaCounters {
    if (this.file) return this.file;
    if (!this.options.keep || usagePlans.every(({ quota }) => quota === undefined)) return this.memory;
    this.file = new FileQuotaCounters(file, this.options.reporter);
    if (this.options.fresh) this.file.forget();
    return this.file;
  }

  public close(): void {
    this.file?.close();
  }
}

/** File for the counters of what is served: beside cdk.out, or beside the first template under the templates' names. */
export function quotaFile(source: { readonly folder: string } | { readonly templates: readonly string[] }): string {
  if ('folder' in source) {
    const folder = path.resolve(source.folder);
    const beside = path.dirname(folder);
    // An app that the gateway synthesizes itself is in the state folder already.
    return path.join(path.basename(beside) === STATE_FOLDER ? beside : path.join(beside, STATE_FOLDER), `${path.basename(folder)}.quota`);
  }
  const [first = ''] = source.templates;
  const name = source.templates.map((file) => path.basename(file, path.extname(file))).join('+').slice(0, 100);
  return path.join(path.dirname(path.resolve(first)), STATE_FOLDER, `${name}.quota`);
}
