import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { UsageError } from '../errors';
import { nearestWith, readAppCommand } from '../watch/cdk-context';

/** What is served when the command line doesn't say: the app of the folder's cdk.json, else its cdk.out. */
export function defaultApp(folder: string): string {
  const app = readAppCommand(folder);
  if (app !== undefined) return app;
  const out = path.join(folder, 'cdk.out');
  if (existsSync(out)) return out;
  const above = nearestWith('cdk.json', folder);
  const hint = above === undefined || above === path.resolve(folder) ? 'give --app or --template' : `there is a cdk.json in ${above}: start there, or give --app or --template`;
  throw new UsageError(`nothing to serve: this folder has no cdk.json with an "app" and no cdk.out; ${hint}`);
}
