import * as fs from 'node:fs';
import * as path from 'node:path';
import { MemoryQuotaCounter } from './memory-quota-counters';
import { QuotaCounter, QuotaCounters } from './quota-counters';
import { counterName, HEADER, quotaLine, readQuotaLog } from './quota-log';
import { messageOf } from '../../errors';
import { Reporter } from '../../reporter';

/** A log that grew by this much is written anew, one line a counter: about 100,000 requests, in a millisecond or so. */
const COMPACTION_BYTES = 4 * 1024 * 1024;

/**
 * Counts in memory and in a log file, so that no request is forgotten when the process is killed.
 *
 * Every charge appends one line, synchronously: about half a microsecond, no buffer that SIGKILL could empty. (The page cache outlives
 * the process but not the machine; a power cut may cost the last seconds.)
 *
 * Several gateways may share a file: their lines add up and each sees the others' charges at its next start, not before. Only when one
 * of them compacts the log, what the others append from then on is lost until they restart.
 *
 * A line torn by a crash is dropped. A file with anything else in it is set aside as `<file>.corrupt` and its readable lines are kept.
 * A file that can't be read or written is reported once; counting goes on in memory.
 */
export class FileQuotaCounters implements QuotaCounters {
  private readonly counters = new Map<string, LoggedQuotaCounter>();
  private file?: number;
  private bytes = 0;
  private compactAt = 0;

  /**
   * @param logFile path of the log; its directory is made when it is missing.
   * @param compactionBytes growth after which the log is written anew.
   */
  public constructor(private readonly logFile: string, private readonly reporter: Reporter, private readonly compactionBytes = COMPACTION_BYTES) {
    this.guard('read', () => {
      fs.mkdirSync(path.dirname(logFile), { recursive: true, mode: 0o700 });
      this.file = fs.openSync(logFile, 'a+');
      this.load(fs.readFileSync(logFile));
    });
  }

  public counter(planId: string, keyId: string): QuotaCounter {
    return this.named(counterName(planId, keyId));
  }

  public forget(): void {
    for (const counter of this.counters.values()) counter.clear();
    const file = this.file;
    if (file !== undefined) this.guard('write', () => this.restart(file));
  }

  public close(): void {
    if (this.file !== undefined) fs.closeSync(this.file);
    this.file = undefined;
  }

  private named(name: string): LoggedQuotaCounter {
    let counter = this.counters.get(name);
    if (counter === undefined) {
      counter = new LoggedQuotaCounter(name, (line) => this.append(line));
      this.counters.set(name, counter);
    }
    return counter;
  }

  private load(content: Buffer): void {
    const { entries, completeBytes, corrupt } = readQuotaLog(content);
    for (const { name, windowStart, requests } of entries) this.named(name).restore(windowStart, requests);
    if (corrupt) {
      const aside = `${this.logFile}.corrupt`;
      fs.writeFileSync(aside, content);
      const message = `the quota counters in ${this.logFile} are damaged: kept what could be read, the file is now ${aside}`;
      this.reporter.report({ kind: 'problem', message });
      return this.replace(this.lines());
    }
    this.bytes = completeBytes;
    this.compactAt = this.compactionBytes;
    if (completeBytes < content.length) fs.truncateSync(this.logFile, completeBytes);
    if (completeBytes === 0 && this.file !== undefined) this.restart(this.file);
    if (this.bytes >= this.compactAt) this.replace(this.lines());
  }

  private append(line: Buffer): void {
    if (this.file === undefined) return;
    const file = this.file;
    this.guard('write', () => {
      fs.writeSync(file, line);
      this.bytes += line.length;
      if (this.bytes >= this.compactAt) this.compact();
    });
  }

  /** Empties the log in place: other gateways go on appending to the same file. */
  private restart(file: number): void {
    fs.ftruncateSync(file, 0);
    fs.writeSync(file, HEADER);
    this.bytes = HEADER.length;
    this.compactAt = this.bytes + this.compactionBytes;
  }

  /** Sums up what the log says, which includes what others appended. */
  private compact(): void {
    const sums = new Map<string, LoggedQuotaCounter>();
    for (const { name, windowStart, requests } of readQuotaLog(fs.readFileSync(this.logFile)).entries) {
      const sum = sums.get(name) ?? new LoggedQuotaCounter(name, () => undefined);
      sum.restore(windowStart, requests);
      sums.set(name, sum);
    }
    this.replace([...sums.values()].map((sum) => sum.line()).join(''));
  }

  private lines(): string {
    return [...this.counters.values()].map((counter) => counter.line()).join('');
  }

  /** The new log is complete under another name before it takes the place of the old: a crash leaves one or the other. */
  private replace(lines: string): void {
    const draft = `${this.logFile}.${process.pid}.new`;
    fs.writeFileSync(draft, HEADER + lines);
    fs.renameSync(draft, this.logFile);
    this.close();
    this.file = fs.openSync(this.logFile, 'a');
    this.bytes = HEADER.length + lines.length;
    this.compactAt = this.bytes + this.compactionBytes;
  }

  private guard(verb: 'read' | 'write', action: () => void): void {
    try {
      action();
    } catch (error) {
      this.close();
      const cause = messageOf(error);
      this.reporter.report({ kind: 'problem', message: `can't ${verb} the quota counters, they will be forgotten at the end of this process: ${cause}` });
    }
  }
}

class LoggedQuotaCounter implements QuotaCounter {
  private readonly memory = new MemoryQuotaCounter();
  /** The line of one charge to `lineWindow`, always the same. */
  private chargeLine = Buffer.alloc(0);
  private lineWindow = -1;

  public constructor(private readonly name: string, private readonly append: (line: Buffer) => void) {}

  public used(windowStart: number): number {
    return this.memory.used(windowStart);
  }

  public charge(windowStart: number): void {
    this.memory.charge(windowStart);
    if (this.lineWindow !== windowStart) {
      this.lineWindow = windowStart;
      this.chargeLine = Buffer.from(quotaLine({ name: this.name, windowStart, requests: 1 }));
    }
    this.append(this.chargeLine);
  }

  public restore(windowStart: number, requests: number): void {
    this.memory.add(windowStart, requests);
  }

  public clear(): void {
    this.memory.add(-1, 0);
  }

  /** Everything counted so far, as one line; empty when there is nothing. */
  public line(): string {
    const { windowStart, count } = this.memory.state;
    return count === 0 ? '' : quotaLine({ name: this.name, windowStart, requests: count });
  }
}
