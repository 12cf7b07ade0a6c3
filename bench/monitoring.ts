import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { bench, say, WARM_UP_SECONDS } from './local/bench';
import { load, LoadResult } from './local/load';
import { ServerCommand, startServer } from './local/server-process';
import { median } from './local/statistics';
import { Criterion } from './local/verdict';
import { synthesizeApis } from './monitoring/hello-apis';
import { dynalitePlugin } from '../scripts/dynalite-plugin';

// Measures what it costs the local gateway to keep metrics, access logs, metric filters and alarms: throughput with all of it over throughput without.
// Off is the template without access log and metrics by method, on a gateway that keeps nothing. Both sides of a ratio are measured in the same round,
// one after the other and each first in every second round, because a machine is never twice the same.

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '4' },
  },
});
const ROOT = path.join(__dirname, '..');
const LIMIT = 0.9;
const MODES = ['isolated', 'in-process'] as const;

async function run(folder: string): Promise<Criterion[]> {
  await bundle(folder);
  const apis = synthesizeApis(folder);
  const criteria: Criterion[] = [];
  for (const mode of MODES) criteria.push(await race(mode, serverOf(folder, apis.on, 'on', mode), serverOf(folder, apis.off, 'off', mode)));
  return criteria;
}

/** The gateway as it is built for users, with an entry that can switch monitoring off. */
async function bundle(folder: string): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: { 'server': 'bench/monitoring/server.ts', 'lambda-worker': 'local/lambda/worker/index.ts' },
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [dynalitePlugin()],
  });
}

function serverOf(folder: string, cdkOut: string, monitoring: 'on' | 'off', mode: string): ServerCommand {
  return { command: process.execPath, args: [path.join(folder, 'server.js'), cdkOut, monitoring, mode], url: (printed) => /http:\S+/.exec(printed)?.[0] };
}

async function race(mode: string, on: ServerCommand, off: ServerCommand): Promise<Criterion> {
  const ratios: number[] = [];
  const costs: number[] = [];
  for (let round = 0; round < Number(options.rounds); round += 1) {
    const order = round % 2 === 0 ? [on, off] : [off, on];
    const measured = new Map<ServerCommand, LoadResult>();
    for (const command of order) measured.set(command, await measure(command));
    const [watched, unwatched] = [measured.get(on), measured.get(off)];
    if (!watched || !unwatched) throw new Error('a round without two sides');
    ratios.push(watched.requestsPerSecond / unwatched.requestsPerSecond);
    if (watched.microsecondsPerRequest !== undefined && unwatched.microsecondsPerRequest !== undefined) {
      costs.push(watched.microsecondsPerRequest - unwatched.microsecondsPerRequest);
    }
    say(`round ${round + 1}  ${mode.padEnd(10)}  on ${figure(watched)}  off ${figure(unwatched)}  ratio ${(ratios.at(-1) ?? 0).toFixed(3)}`);
  }
  if (costs.length > 0) say(`${mode}: monitoring takes ${median(costs).toFixed(1)} µs of processor time a request`);
  return { name: `throughput on / off, ${mode}`, limit: LIMIT, direction: 'at least', actual: median(ratios) };
}

/** A process of its own each time: neither side profits from, or pays for, what an earlier round left behind. */
async function measure(command: ServerCommand): Promise<LoadResult> {
  const server = await startServer(command);
  try {
    await load(server, WARM_UP_SECONDS);
    return await load(server, Number(options.seconds));
  } finally {
    await server.stop();
  }
}

function figure({ requestsPerSecond, microsecondsPerRequest }: LoadResult): string {
  const cost = microsecondsPerRequest === undefined ? '' : ` (${microsecondsPerRequest.toFixed(0)} µs CPU)`;
  return `${requestsPerSecond.toFixed(0).padStart(6)} requests/s${cost}`;
}

bench('monitoring', run);
