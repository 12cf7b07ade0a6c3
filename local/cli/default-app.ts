import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { AssemblyError, UsageError } from '../errors';

/** What is served when the command line doesn't say: the app of the folder's cdk.json, else its cdk.out. */
export function defaultApp(folder: string): string {
  const config = path.join(folder, 'cdk.json');
  if (existsSync(config)) {
    const app = appOf(config);
    if (app !== undefined) return app;
  }
  const out = path.join(folder, 'cdk.out');
  if (existsSync(out)) return out;
  throw new UsageError('nothing to serve: this folder has no cdk.json with an "app" and no cdk.out; give --app or --template');
}

function appOf(file: string): string | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null && 'app' in content && typeof content.app === 'string' ? content.app : undefined;
  } catch (error) {
    throw new AssemblyError(file, `is not valid JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
