import { QuotaCounter, QuotaCounters } from './quota-counters';

/** A counter in memory. */
export class MemoryQuotaCounter implements QuotaCounter {
  private windowStart = 0;
  private count = 0;

  public used(windowStart: number): number {
    return windowStart === this.windowStart ? this.count : 0;
  }

  public charge(windowStart: number): void {
    this.add(windowStart, 1);
  }

  /** Adds to a window; a window other than the current one starts at 0. */
  public add(windowStart: number, requests: number): void {
    this.count = this.used(windowStart) + requests;
    this.windowStart = windowStart;
  }

  /** The window that was charged last, and its count. */
  public get state(): { readonly windowStart: number; readonly count: number } {
    return { windowStart: this.windowStart, count: this.count };
  }
}

/** Counts for the life of the process: for tests, and for gateways that shall leave nothing behind. */
export class MemoryQuotaCounters implements QuotaCounters {
  private readonly counters = new Map<string, MemoryQuotaCounter>();

  public counter(planId: string, keyId: string): QuotaCounter {
    const name = JSON.stringify([planId, keyId]);
    const known = this.counters.get(name) ?? new MemoryQuotaCounter();
    this.counters.set(name, known);
    return known;
  }

  public forget(): void {
    for (const counter of this.counters.values()) counter.add(-1, 0);
  }

  public close(): void {
    // Nothing is held.
  }
}
