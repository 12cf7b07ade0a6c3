import { FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { Watcher } from './app-source';
import { LocalGatewayError, messageOf } from '../errors';

/** Tells about changes below a file or folder; an effect, so that tests make changes happen without a file system. */
export interface FileWatcher {
  /**
   * @param ignore whether what is below a relative path need not be looked at
   * @param onChange gets the path that changed, relative to `path`; empty for a single file
   * @throws LocalGatewayError when the system has no watches left
   */
  watch(path: string, ignore: (relativePath: string) => boolean, onChange: (relativePath: string) => void): Watcher;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Watches a folder and every folder below that is not ignored, one watch each. `fs.watch` with `recursive` would do on macOS and
 * Windows, but on Linux Node 20 emulates it with a watch for every single file, those of node_modules included.
 */
class FolderTree implements Watcher {
  private readonly watchers = new Map<string, FSWatcher>();

  public constructor(
    private readonly root: string,
    private readonly ignore: (relativePath: string) => boolean,
    private readonly onChange: (relativePath: string) => void,
  ) {
    this.add('');
  }

  public close(): void {
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
  }

  private add(folder: string): void {
    const path = join(this.root, folder);
    const watcher = watch(path, { persistent: false }, (event, name) => this.changed(event, name === null ? folder : join(folder, name)));
    // A folder that is removed fails its watch; the folder above reports the change.
    watcher.on('error', () => this.remove(folder));
    this.watchers.set(folder, watcher);
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const child = join(folder, entry.name);
      if (entry.isDirectory() && !this.ignore(child)) this.add(child);
    }
  }

  private changed(event: string, path: string): void {
    if (this.ignore(path)) return;
    if (event === 'rename' && path !== '') this.refresh(path);
    this.onChange(path);
  }

  /** A folder came, went, or was replaced. */
  private refresh(path: string): void {
    this.remove(path);
    try {
      if (isFolder(join(this.root, path))) this.add(path);
    } catch {
      // It went away while it was read; the folder above reports that.
    }
  }

  private remove(folder: string): void {
    for (const [known, watcher] of this.watchers) {
      if (known !== folder && !known.startsWith(`${folder}${sep}`)) continue;
      watcher.close();
      this.watchers.delete(known);
    }
  }
}

/** A single file is watched through its folder: editors replace files, and a watch on the old one would go blind. */
function watchFile(file: string, onChange: (relativePath: string) => void): Watcher {
  const watcher = watch(dirname(file), { persistent: false }, (_, name) => {
    if (name === null || name === basename(file)) onChange('');
  });
  watcher.on('error', () => watcher.close());
  return watcher;
}

/** The file system's own watcher. A path that does not exist is not watched. */
export const nodeFileWatcher: FileWatcher = {
  watch(path, ignore, onChange) {
    if (statSync(path, { throwIfNoEntry: false }) === undefined) return { close: () => undefined };
    try {
      return isFolder(path) ? new FolderTree(path, ignore, onChange) : watchFile(path, onChange);
    } catch (error) {
      const reason = messageOf(error);
      throw new LocalGatewayError(`${path} can't be watched: ${reason}. Fix: raise the limit of watches (fs.inotify.max_user_watches), or start without watching`, { cause: error });
    }
  },
};
