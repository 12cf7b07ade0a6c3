import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import * as path from 'node:path';

const PACKAGES = ['osls@4', 'serverless-offline@14'];

/** Installs the peer into a folder; gives the reason when that can't be done. */
export function installPeer(folder: string): string | undefined {
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'bench-peer', private: true }));
  const args = ['install', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel', 'error', ...PACKAGES];
  const { status, stderr, error } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', timeout: 300_000 });
  if (status === 0) return undefined;
  return (error?.message ?? stderr.trim().split('\n')[0]) || `npm ended with ${status}`;
}

/** A port that is free now, and the one after it. */
export async function freePorts(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  await new Promise<void>((resolve) => { server.close(() => resolve()); });
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}
