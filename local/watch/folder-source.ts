import { resolve, sep } from 'node:path';
import { AppSource, Watcher } from './app-source';
import { WatchEffects, watchPaths } from './watch-paths';

/** What is no part of a function's code, and what the gateway itself writes. */
const isForeign = (path: string): boolean => /(^|[/\\])(node_modules|\.git|\.apigateway-local)([/\\]|$)/.test(path);

const isBelow = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}${sep}`);

/** A cloud assembly that somebody else synthesizes: watches manifest, templates and assets. */
export class FolderSource implements AppSource {
  private readonly path: string;

  public constructor(folder: string, private readonly effects: WatchEffects) {
    this.path = resolve(folder);
  }

  public async folder(): Promise<string> {
    return this.path;
  }

  public watch(onChange: () => void, also: readonly string[] = []): Watcher {
    const outside = also.map(path => resolve(path)).filter(path => !isBelow(path, this.path));
    return watchPaths([this.path, ...outside], path => isForeign(path) || path.endsWith('.lock'), onChange, this.effects);
  }

  public close(): void {
    // Nothing runs on its behalf.
  }
}

/** Watches plain templates and the code they refer to. */
export function watchTemplates(files: readonly string[], also: readonly string[], onChange: () => void, effects: WatchEffects): Watcher {
  const paths = [...files, ...also].map(path => resolve(path));
  const folders = paths.filter(path => !paths.some(other => other !== path && isBelow(path, other)));
  return watchPaths(folders, isForeign, onChange, effects);
}
