import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

/** Recorded behaviour that is served today. A step that carries one of these tags must pass; the others are counted only. */
const SERVED = [
  'api-keys', 'gateway-response', 'lambda-proxy', 'lambda-proxy-response', 'mock', 'request-validation', 'response-headers', 'routing', 'stage-variables',
];
/** A tag that takes a step out of the served ones again: it needs what is not there yet. */
const NOT_YET = ['vtl'];

interface StepResult {
  readonly case: string;
  readonly step: number;
  readonly tags: readonly string[];
  readonly outcome: 'passed' | 'failed' | 'skipped';
}

const root = path.join(__dirname, '..');
const truth = path.resolve(root, process.env.AWS_TRUTH ?? '../shared/aws-truth');
const runner = path.join(truth, 'conformance', 'run.mjs');
const cli = path.join(root, 'assets', 'local', 'cli.js');

/** Runs the recordings against the built command; arguments are passed on to the runner. */
function run(): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'conformance-'));
  try {
    const json = path.join(folder, 'results.json');
    const command = `${process.execPath} ${cli}`;
    spawnSync(process.execPath, [runner, '--cmd', command, '--min', '0', '--json', json, ...process.argv.slice(2)], { stdio: 'inherit' });
    if (!existsSync(json)) return 2;
    const { results }: { results: StepResult[] } = JSON.parse(readFileSync(json, 'utf8'));
    const served = results.filter((result) => result.tags.some((tag) => SERVED.includes(tag)) && !result.tags.some((tag) => NOT_YET.includes(tag)));
    const failed = served.filter((result) => result.outcome === 'failed');
    process.stdout.write(`conformance: ${served.length - failed.length} of ${served.length} steps of the served tags pass\n`);
    for (const { case: id, step } of failed) process.stdout.write(`conformance: FAILED ${id} #${step}\n`);
    return failed.length === 0 && served.length > 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!existsSync(runner)) {
  process.stdout.write('conformance: no recordings found, nothing was run; set AWS_TRUTH to the folder that holds them\n');
} else if (!existsSync(cli)) {
  process.stderr.write('conformance: assets/local/cli.js is missing; run `npx projen bundle` first\n');
  process.exitCode = 1;
} else {
  process.exitCode = run();
}
