import * as path from 'node:path';
import { FileQuotaCounters } from '../gateway/usage/file-quota-counters';
import { MemoryQuotaCounters } from '../gateway/usage/memory-quota-counters';
import { QuotaCounters } from '../gateway/usage/quota-counters';
import { LocalModel } from '../model/model';
import { Reporter } from '../reporter';

/** Folder for what outlives the gateway. Projects keep it out of version control. */
const STATE_FOLDER = '.apigateway-local';

/** The quota counters of a runtime: the same ones over all reloads. A file is made only for a model that has a quota. */
export class QuotaStore {
  private readonly memory = new MemoryQuotaCounters();
  private file: FileQuotaCounters | undefined;

  /**
   * @param options.file where to keep the counters; absent: in memory.
   * @param options.fresh forget what the file holds.
   */
  public constructor(private readonly options: { readonly file?: string; readonly fresh: boolean; readonly reporter: Reporter }) {}

  /** Counters for a model. */
  public counters({ usagePlans }: LocalModel): QuotaCounters {
    const { file, fresh, reporter } = this.options;
    if (file === undefined) return this.memory;
    const hasQuota = usagePlans.some(({ quota }) => quota !== undefined);
    if (!this.file && !hasQuota) return this.memory;
    if (!this.file) {
      this.file = new FileQuotaCounters(file, reporter);
      if (fresh) this.file.forget();
    }
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
    return path.join(path.dirname(folder), STATE_FOLDER, `${path.basename(folder)}.quota`);
  }
  const [first = ''] = source.templates;
  const name = source.templates.map((file) => path.basename(file, path.extname(file))).join('+').slice(0, 100);
  return path.join(path.dirname(path.resolve(first)), STATE_FOLDER, `${name}.quota`);
}
