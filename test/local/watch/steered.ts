import { LocalClock } from '../../../local/local-clock';
import { FileWatcher } from '../../../local/watch/file-watcher';

/** A file system whose changes the test makes. */
export class SteeredFiles implements FileWatcher {
  public readonly watched = new Map<string, (relativePath: string) => void>();

  public watch(path: string, ignore: (relativePath: string) => boolean, onChange: (relativePath: string) => void): { close(): void } {
    this.watched.set(path, changed => { if (!ignore(changed)) onChange(changed); });
    return { close: () => { this.watched.delete(path); } };
  }

  public change(path: string, relativePath: string): void {
    this.watched.get(path)?.(relativePath);
  }
}

export const frozenClock = (): LocalClock => LocalClock.frozenAt(0);
