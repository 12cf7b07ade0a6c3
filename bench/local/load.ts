import { spawn } from 'node:child_process';
import { processorMicroseconds, residentMegabytes } from './process-tree';

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** Highest resident memory of the server's process tree during the load; undefined where it can't be read. */
  readonly peakMegabytes?: number;
  /** Processor time of the server for one request, all threads together. Unlike the rate it hardly depends on what else the machine does. */
  readonly microsecondsPerRequest?: number;
}

const SAMPLE_INTERVAL = 200;

/** Loads a server with 50 connections; the generator is a process of its own. Throws when an answer is not a 2xx, since then the figure means nothing. */
export async function load(
  server: { readonly url: string; readonly pid: number }, seconds: number, headers: readonly string[] = [],
): Promise<LoadResult> {
  let peak: number | undefined;
  const sampler = setInterval(() => {
    const now = residentMegabytes(server.pid);
    if (now !== undefined) peak = Math.max(peak ?? 0, now);
  }, SAMPLE_INTERVAL);
  const before = processorMicroseconds(server.pid);
  try {
    const report = JSON.parse(await autocannon(['--json', '--connections', '50', '--duration', String(seconds), ...headerOptions(headers), server.url]));
    if (report.non2xx > 0 || report.errors > 0 || report['2xx'] === 0) {
      throw new Error(`${server.url}: ${report['2xx']} answers were 2xx, ${report.non2xx} were not, ${report.errors} requests failed`);
    }
    const after = processorMicroseconds(server.pid);
    return {
      requestsPerSecond: report['2xx'] / report.duration,
      p50Milliseconds: report.latency.p50,
      p99Milliseconds: report.latency.p99,
      ...(peak !== undefined && { peakMegabytes: peak }),
      ...(before !== undefined && after !== undefined && { microsecondsPerRequest: (after - before) / report['2xx'] }),
    };
  } finally {
    clearInterval(sampler);
  }
}

/** @param headers names and values in turn */
function headerOptions(headers: readonly string[]): string[] {
  return headers.flatMap((name, index) => (index % 2 === 0 ? ['--headers', `${name}=${headers[index + 1] ?? ''}`] : []));
}

async function autocannon(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [require.resolve('autocannon/autocannon.js'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString(); });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`the load generator ended with ${code}: ${err}`))));
  });
}
