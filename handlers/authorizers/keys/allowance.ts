/** How often something may be done: a few times at once, then once an interval. */
export interface Allowance {
  /** Takes one, if there is one. */
  take(now: number): boolean;
  /** Gives one back that turned out well spent. */
  giveBack(): void;
}

/** @param interval milliseconds in which one is regained */
export function allowance(burst: number, interval: number): Allowance {
  let left = burst;
  let since = 0;
  return {
    take(now) {
      const regained = Math.max(0, Math.floor((now - since) / interval));
      since = left + regained >= burst ? now : since + regained * interval;
      left = Math.min(burst, left + regained);
      if (left === 0) return false;
      left -= 1;
      return true;
    },
    giveBack() { left = Math.min(burst, left + 1); },
  };
}
