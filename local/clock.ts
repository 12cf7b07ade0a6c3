/** A timer that a {@link Clock} runs. */
export interface Timer {
  /** Forgets the timer; harmless when it has fired already. */
  cancel(): void;
}

/** The only source of time in the gateway. Throttles, quotas, timeouts and log lines all read it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `action` once, `milliseconds` from now on this clock. Never keeps the process alive by itself. */
  after(milliseconds: number, action: () => void): Timer;
}
