/** Counts the requests that quotas charge. What it counts outlives a reload of the model, and with a file also the process. */
export interface QuotaCounters {
  /** The counter of a key in a plan; the same one for the same ids. */
  counter(planId: string, keyId: string): QuotaCounter;
  /** Forgets everything that was counted, as `--fresh` asks. Counters that were handed out start at 0 too. */
  forget(): void;
  /** Lets go of what it holds. Counting goes on in memory. */
  close(): void;
}

/** What one key used of one plan. It knows a single window, the last that was charged: any other counts as unused. */
export interface QuotaCounter {
  /** Requests charged in the window that starts at `windowStart`. */
  used(windowStart: number): number;
  /** Charges one request to that window. Never throws. */
  charge(windowStart: number): void;
}
