import { Distribution } from './distribution';
import { MetricIdentity } from './metric-identity';

export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Minutes with data that are kept as such; older ones are merged into hours. */
const KEPT_MINUTES = 180;
/** Hours with data that are kept: fifteen days of uninterrupted traffic. */
const KEPT_HOURS = 360;

/**
 * The values of one metric, minute by minute, on the gateway's clock. Only minutes with values take memory, and only so many of them:
 * the oldest are merged into hours, and at last forgotten.
 */
export class MetricSeries {
  /** The unit that the values came with. */
  public unit = 'None';
  private readonly minutes = new Map<number, Distribution>();
  private readonly hours = new Map<number, Distribution>();
  private latestMinute = NaN;
  private latest = new Distribution();

  /** @param onMinute called with the first value of each minute */
  public constructor(public readonly identity: MetricIdentity, private readonly onMinute: (series: MetricSeries, minute: number) => void) {}

  /** Counts a value at a time, in milliseconds. This runs several times for every request. */
  public record(value: number, time: number): void {
    if (time - this.latestMinute < MINUTE && time >= this.latestMinute) this.latest.add(value);
    else this.at(time).add(value);
  }

  /** Values of the minute of a time, to add more to it. */
  public at(time: number): Distribution {
    const minute = Math.floor(time / MINUTE) * MINUTE;
    this.latestMinute = minute;
    this.latest = this.minutes.get(minute) ?? this.open(minute);
    return this.latest;
  }

  /** All values from `from` (inclusive) to `to` (exclusive). Those of hours that are kept no finer count at the beginning of their hour. */
  public between(from: number, to: number): Distribution | undefined {
    let result: Distribution | undefined;
    const add = (values: Distribution): void => {
      result ??= new Distribution();
      result.merge(values);
    };
    if (to - from <= this.minutes.size * MINUTE) {
      for (let minute = Math.ceil(from / MINUTE) * MINUTE; minute < to; minute += MINUTE) {
        const values = this.minutes.get(minute);
        if (values) add(values);
      }
    } else {
      for (const [minute, values] of this.minutes) if (minute >= from && minute < to) add(values);
    }
    for (const [hour, values] of this.hours) if (hour >= from && hour < to) add(values);
    return result;
  }

  /** Times for which there are values. */
  public times(): number[] {
    return [...this.hours.keys(), ...this.minutes.keys()];
  }

  private open(minute: number): Distribution {
    const opened = new Distribution();
    this.minutes.set(minute, opened);
    if (this.minutes.size > KEPT_MINUTES) this.rollUp();
    this.onMinute(this, minute);
    return opened;
  }

  private rollUp(): void {
    const oldest = Math.min(...this.minutes.keys());
    const values = this.minutes.get(oldest);
    this.minutes.delete(oldest);
    const hour = Math.floor(oldest / HOUR) * HOUR;
    const merged = this.hours.get(hour) ?? new Distribution();
    if (values) merged.merge(values);
    this.hours.set(hour, merged);
    if (this.hours.size > KEPT_HOURS) this.hours.delete(Math.min(...this.hours.keys()));
  }
}
