import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import * as path from 'node:path';

const root = path.join(__dirname, '..');
const marker = path.join(root, 'assets', '.complete');
const sources = ['handlers', 'local', 'scripts', 'package-lock.json'];

function newest(file: string): number {
  const stats = statSync(file);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

/** Bundles the gateway and the handlers when a source is newer than the last complete bundle. */
function build(): void {
  const built = existsSync(marker) ? statSync(marker).mtimeMs : 0;
  if (sources.map((name) => path.join(root, name)).filter(existsSync).every((file) => newest(file) < built)) return;
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/bundle.ts'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

build();
// The gateway finds the example apps through cdk.json, as it does in a user's project.
const gateway = spawn(process.execPath, ['assets/local/cli.js', 'start', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => gateway.kill(signal));
gateway.on('exit', (code) => { process.exitCode = code ?? 1; });
