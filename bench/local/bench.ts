import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { LoadResult } from './load';
import { median } from './statistics';
import { Criterion, isMissed, verdictLine } from './verdict';

export const WARM_UP_SECONDS = 2;

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs a benchmark in a folder of its own and shows its verdicts; the process ends with 1 when it failed or a limit is missed. */
export function bench(name: string, run: (folder: string) => Promise<readonly Criterion[]>): void {
  judged(name, run).then((isGood) => { process.exitCode = isGood ? 0 : 1; }, (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}

async function judged(name: string, run: (folder: string) => Promise<readonly Criterion[]>): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), `bench-${name}-`));
  try {
    const criteria = await run(folder);
    say('');
    for (const criterion of criteria) say(verdictLine(criterion));
    return !criteria.some(isMissed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Keeps what was measured in `bench/results`. */
export function save(name: string, result: object): void {
  const folder = path.join(__dirname, '..', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
}

interface Loaded {
  readonly loads: readonly LoadResult[];
}

/** Throughput of one over that of another. Ratios are taken within a round, so that a slow minute of the machine slows both sides. */
export function ratio(of: Loaded, to: Loaded): number {
  return median(of.loads.map(({ requestsPerSecond }, round) => requestsPerSecond / (to.loads[round]?.requestsPerSecond ?? Number.NaN)));
}
