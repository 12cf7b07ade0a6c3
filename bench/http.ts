import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { AUDIENCE, ISSUER, synthesizeHttp } from './http/hello-apis';
import { bench, ratio, save, say, WARM_UP_SECONDS } from './local/bench';
import { load, LoadResult } from './local/load';
import { ServerCommand, startServer } from './local/server-process';
import { median } from './local/statistics';
import { bareServer, CLI, gateway } from './local/targets';
import { Criterion } from './local/verdict';

// Measures HTTP APIs on the built local gateway against bare node:http, with functions isolated and in process, with a JWT authorizer, and with three and
// three hundred routes. All contestants run in every round, one after the other, and ratios are taken within a round: a machine is never twice the same.

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' } } });

interface Contestant {
  readonly name: string;
  readonly command: ServerCommand;
  /** Headers of every request, once the server is there. */
  readonly headers?: () => readonly string[];
  readonly loads: LoadResult[];
}

async function run(folder: string): Promise<Criterion[]> {
  const contestant = (name: string, command: ServerCommand, headers?: Contestant['headers']): Contestant => ({ name, command, headers, loads: [] });
  const few = synthesizeHttp(path.join(folder, 'few'), { routes: 3 });
  const many = synthesizeHttp(path.join(folder, 'many'), { routes: 300 });
  const guarded = synthesizeHttp(path.join(folder, 'guarded'), { routes: 3, jwt: true });
  const bare = contestant('bare node:http', bareServer());
  const isolated = contestant('isolated workers', gateway(few));
  const inProcess = contestant('in process', gateway(few, '--in-process'));
  const three = contestant('3 routes, in process', gateway(few, '--in-process'));
  const hundreds = contestant('300 routes, in process', gateway(many, '--in-process'));
  const jwt = contestant('JWT, isolated workers', { ...gateway(guarded), folder, anyStatus: true }, () => ['authorization', `Bearer ${token(folder)}`]);
  const all = [bare, isolated, inProcess, jwt, three, hundreds];
  for (let round = 0; round < Number(options.rounds); round += 1) for (const each of all) await measure(each, round);
  report(all);
  const criteria: Criterion[] = [
    { name: 'isolated / bare', limit: 0.35, direction: 'at least', actual: ratio(isolated, bare) },
    { name: 'in process / bare', limit: 0.6, direction: 'at least', actual: ratio(inProcess, bare) },
    { name: 'JWT, isolated / bare', limit: 0.3, direction: 'at least', actual: ratio(jwt, bare) },
    { name: '300 routes / 3 routes', limit: 0.95, direction: 'at least', actual: ratio(hundreds, three) },
  ];
  save('http', { contestants: all.map(({ name, loads }) => ({ name, loads })), criteria });
  return criteria;
}

/** A token of the local issuer of the gateway that runs in a folder. */
function token(folder: string): string {
  const args = [CLI, 'token', '--sub', 'bench', '--issuer', ISSUER, '--audience', AUDIENCE, '--expires-in', '86400'];
  return execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).trim();
}

/** A process of its own each time: no contestant profits from, or pays for, what an earlier round left behind. */
async function measure({ name, command, headers, loads }: Contestant, round: number): Promise<void> {
  const server = await startServer(command);
  try {
    const sent = headers?.() ?? [];
    await load(server, WARM_UP_SECONDS, sent);
    const result = await load(server, Number(options.seconds), sent);
    loads.push(result);
    say(`round ${round + 1}  ${name.padEnd(24)} ${result.requestsPerSecond.toFixed(0).padStart(7)} requests/s`);
  } finally {
    await server.stop();
  }
}

function report(all: readonly Contestant[]): void {
  say('');
  for (const { name, loads } of all) {
    const costs = loads.map(({ microsecondsPerRequest }) => microsecondsPerRequest).filter((cost) => cost !== undefined);
    const rate = median(loads.map(({ requestsPerSecond }) => requestsPerSecond));
    say(`${name.padEnd(24)} ${rate.toFixed(0).padStart(7)} requests/s  ${costs.length === 0 ? '-' : median(costs).toFixed(1)} µs CPU a request`);
  }
}

bench('http', run);
