import { readdirSync, readFileSync } from 'node:fs';

/** What one clock tick of /proc is; Linux has had 100 a second for user space on all its usual machines. */
const MICROSECONDS_PER_TICK = 10_000;

/** Processor time that a process has used, all its threads together, in microseconds; undefined where there is no /proc. */
export function processorMicroseconds(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; user and system time are the 12th and 13th field behind it.
    const [user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13).map(Number);
    return user === undefined || system === undefined ? undefined : (user + system) * MICROSECONDS_PER_TICK;
  } catch {
    return undefined;
  }
}

/** Resident memory in megabytes of a process and everything that it started; undefined where there is no /proc. */
export function residentMegabytes(root: number): number | undefined {
  const processes = readProcesses();
  if (!processes) return undefined;
  let kilobytes = 0;
  const queue = [root];
  for (let pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
    kilobytes += processes.get(pid)?.kilobytes ?? 0;
    for (const [child, { parent }] of processes) if (parent === pid) queue.push(child);
  }
  return kilobytes / 1024;
}

function readProcesses(): Map<number, { readonly parent: number; readonly kilobytes: number }> | undefined {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return new Map(pids.flatMap((pid) => {
      const status = readStatus(pid);
      const parent = /^PPid:\s*(\d+)/m.exec(status)?.[1];
      return parent === undefined ? [] : [[Number(pid), { parent: Number(parent), kilobytes: Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0) }]];
    }));
  } catch {
    return undefined;
  }
}

function readStatus(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return ''; // It ended meanwhile.
  }
}
