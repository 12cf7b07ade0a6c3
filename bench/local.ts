import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { bench, ratio, save, say, WARM_UP_SECONDS } from './local/bench';
import { load, LoadResult } from './local/load';
import { freePorts, installPeer } from './local/peer';
import { ServerCommand, ServerProcess, startServer } from './local/server-process';
import { median } from './local/statistics';
import { bareServer, gateway, serverlessOffline, synthesizeHello } from './local/targets';
import { Criterion } from './local/verdict';

// Measures the built local gateway: throughput against bare node:http, start and memory against serverless-offline.
// Everything that is compared is measured in the same run, in interleaved rounds, because a machine is never twice the same.
//
// The generator runs on the same machine. On two idle cores bare node:http fills its own core (about 0.9 of it) and the ratios mean what they say; on a busy
// machine bare node:http loses more to the competition than the others do, and the ratios flatter them. The processor time of a request shows both cases alike.
// Bare node:http is the cheapest answer there is: same status, content type and body, and none of the ids and trace headers that the gateway has to send.

const { values: options } = parseArgs({
  options: {
    peer: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    starts: { type: 'string', default: '5' },
  },
});

interface Contestant {
  readonly name: string;
  readonly command: ServerCommand;
  readonly loads: LoadResult[];
  readonly starts: number[];
}

async function run(folder: string): Promise<Criterion[]> {
  const cdkOut = synthesizeHello(folder);
  const contestant = (name: string, command: ServerCommand): Contestant => ({ name, command, loads: [], starts: [] });
  const bare = contestant('bare node:http', bareServer());
  const isolated = contestant('gateway, isolated workers', gateway(cdkOut));
  const inProcess = contestant('gateway, in process', gateway(cdkOut, '--in-process'));
  const peer = options.peer ? await peerContestant(folder) : undefined;
  if (!options.peer) say('serverless-offline is not measured; --peer installs and measures it');
  const all = [bare, isolated, inProcess, ...(peer ? [peer] : [])];

  for (let round = 0; round < Number(options.starts); round += 1) for (const each of all) await measureStart(each);
  for (let round = 0; round < Number(options.rounds); round += 1) for (const each of all) await measureLoad(each, round);

  report(all);
  const criteria = judge(bare, isolated, inProcess, peer);
  save('local', { contestants: all.map(({ name, loads, starts }) => ({ name, loads, starts })), criteria });
  return criteria;
}

async function peerContestant(folder: string): Promise<Contestant | undefined> {
  const peerFolder = path.join(folder, 'peer');
  mkdirSync(peerFolder);
  say('installing serverless-offline ...');
  const problem = installPeer(peerFolder);
  if (problem !== undefined) {
    say(`serverless-offline is not measured, it can't be installed: ${problem}`);
    return undefined;
  }
  return { name: 'serverless-offline 14', command: serverlessOffline(peerFolder, await freePorts()), loads: [], starts: [] };
}

async function measureStart({ command, starts }: Contestant): Promise<void> {
  const server = await startServer(command);
  starts.push(server.startMilliseconds);
  await server.stop();
}

/** A process of its own for each round: no contestant profits from, or pays for, what an earlier round left behind. */
async function measureLoad({ name, command, loads }: Contestant, round: number): Promise<void> {
  const server: ServerProcess = await startServer(command);
  try {
    await load(server, WARM_UP_SECONDS);
    const result = await load(server, Number(options.seconds));
    loads.push(result);
    say(`round ${round + 1}  ${name.padEnd(28)} ${result.requestsPerSecond.toFixed(0).padStart(7)} requests/s`);
  } finally {
    await server.stop();
  }
}

function report(all: readonly Contestant[]): void {
  say('');
  say(`${'median'.padEnd(28)} ${['requests/s', 'CPU µs', 'p50 ms', 'p99 ms', 'start ms', 'peak MB'].map((title) => title.padStart(10)).join('')}`);
  for (const { name, loads, starts } of all) {
    const figures = [
      median(loads.map(({ requestsPerSecond }) => requestsPerSecond)).toFixed(0),
      known(loads.map(({ microsecondsPerRequest }) => microsecondsPerRequest))?.toFixed(1) ?? '-',
      median(loads.map(({ p50Milliseconds }) => p50Milliseconds)).toFixed(1),
      median(loads.map(({ p99Milliseconds }) => p99Milliseconds)).toFixed(1),
      median(starts).toFixed(0),
      memory(loads)?.toFixed(0) ?? '-',
    ];
    say(`${name.padEnd(28)} ${figures.map((figure) => figure.padStart(10)).join('')}`);
  }
}

function judge(bare: Contestant, isolated: Contestant, inProcess: Contestant, peer: Contestant | undefined): Criterion[] {
  const peerMemory = peer && memory(peer.loads);
  const ownMemory = memory(isolated.loads);
  return [
    { name: 'throughput, isolated / bare', limit: 0.35, direction: 'at least', actual: ratio(isolated, bare) },
    { name: 'throughput, in process / bare', limit: 0.6, direction: 'at least', actual: ratio(inProcess, bare) },
    { name: 'start / serverless-offline', limit: 0.2, direction: 'at most', ...(peer && { actual: median(isolated.starts) / median(peer.starts) }) },
    {
      name: 'memory / serverless-offline',
      limit: 0.2,
      direction: 'at most',
      ...(peerMemory !== undefined && ownMemory !== undefined && { actual: ownMemory / peerMemory }),
    },
  ];
}

function memory(loads: readonly LoadResult[]): number | undefined {
  return known(loads.map(({ peakMegabytes }) => peakMegabytes));
}

/** Median of what could be measured. */
function known(figures: readonly (number | undefined)[]): number | undefined {
  const measured = figures.filter((figure) => figure !== undefined);
  return measured.length === 0 ? undefined : median(measured);
}

bench('local', run);
