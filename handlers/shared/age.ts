import type { Clock } from './clock';

/** Seconds since a time. After a clock was set back nobody knows, and the answer is infinite: nothing is believed for longer than it should be. */
export function ageInSeconds(clock: Pick<Clock, 'now'>, since: number): number {
  const age = (clock.now() - since) / 1000;
  return age < 0 ? Infinity : age;
}
