import { Watcher } from './app-source';
import { FileWatcher } from './file-watcher';
import { Clock, Timer } from '../clock';

/** Quiet time after the last change of a burst; a synthesis writes many files one after another. */
export const QUIET_MILLISECONDS = 150;

/** Folders that builds and tools write; a change there is no change of the source. */
const GENERATED = new Set(['node_modules', '.git', '.apigateway-local', '.cache', 'coverage', 'dist', 'build', '.nyc_output', '.idea', '.vscode']);

/** Whether a path, relative to the watched folder, is none of the app's source. */
export function isGenerated(relativePath: string): boolean {
  return relativePath.split(/[/\\]/).some(part => GENERATED.has(part) || part.startsWith('cdk.out')) || /(~|\.swp|\.tsbuildinfo|\.log)$/.test(relativePath);
}

export interface WatchEffects {
  readonly clock: Clock;
  readonly files: FileWatcher;
}

/** Watches several places and reports a burst of changes once, when it is over. */
export function watchPaths(
  paths: readonly string[], ignore: (relativePath: string) => boolean, onChange: () => void, effects: WatchEffects,
): Watcher {
  let timer: Timer | undefined;
  let isClosed = false;
  const changed = (): void => {
    timer?.cancel();
    timer = effects.clock.after(QUIET_MILLISECONDS, () => {
      timer = undefined;
      if (!isClosed) onChange();
    });
  };
  const watchers = [...new Set(paths)].map(path => effects.files.watch(path, ignore, changed));
  return {
    get isPending() { return timer !== undefined; },
    close: () => {
      isClosed = true;
      timer?.cancel();
      for (const watcher of watchers) watcher.close();
    },
  };
}
