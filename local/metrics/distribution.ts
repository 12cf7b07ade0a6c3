/** Different values that are told apart exactly; what comes above is rounded, so that no traffic can fill the memory. */
const EXACT_VALUES = 256;
const SIGNIFICANT_DIGITS = 3;

/** What is known of values that came as a summary. */
export interface ValueSummary {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** All values that a metric took within some time: enough to answer every statistic, in bounded memory. */
export class Distribution {
  public count = 0;
  public sum = 0;
  public minimum = Infinity;
  public maximum = -Infinity;
  /** How often each value occurred. */
  private readonly values = new Map<number, number>();
  /** The value that came last, and how often since another one did: most values repeat the one before, and a map costs more than a comparison. */
  private last = NaN;
  private repeats = 0;

  /** Adds a value that occurred `times` times. */
  public add(value: number, times = 1): void {
    this.count += times;
    this.sum += value * times;
    if (value < this.minimum) this.minimum = value;
    if (value > this.maximum) this.maximum = value;
    if (value !== this.last) {
      this.settle();
      this.last = value;
    }
    this.repeats += times;
  }

  /**
   * Adds values of which only a summary is known. Their order is lost, so percentiles take the mean for all of them but the extremes.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_StatisticSet.html
   */
  public addSummary({ count, sum, minimum, maximum }: ValueSummary): void {
    this.count += count;
    this.sum += sum;
    this.minimum = Math.min(this.minimum, minimum);
    this.maximum = Math.max(this.maximum, maximum);
    if (count <= 2) {
      this.tally(minimum, count / 2);
      this.tally(maximum, count / 2);
      return;
    }
    this.tally(minimum, 1);
    this.tally(maximum, 1);
    this.tally((sum - minimum - maximum) / (count - 2), count - 2);
  }

  public merge(other: Distribution): void {
    this.count += other.count;
    this.sum += other.sum;
    this.minimum = Math.min(this.minimum, other.minimum);
    this.maximum = Math.max(this.maximum, other.maximum);
    other.settle();
    for (const [value, times] of other.values) this.tally(value, times);
  }

  /** Values in ascending order with how often each occurred. */
  public sorted(): (readonly [value: number, times: number])[] {
    this.settle();
    return [...this.values].sort((a, b) => a[0] - b[0]);
  }

  private settle(): void {
    if (this.repeats > 0) this.tally(this.last, this.repeats);
    this.repeats = 0;
  }

  private tally(value: number, times: number): void {
    const known = this.values.get(value);
    if (known !== undefined || this.values.size < EXACT_VALUES) {
      this.values.set(value, (known ?? 0) + times);
      return;
    }
    const rounded = Number(value.toPrecision(SIGNIFICANT_DIGITS));
    this.values.set(rounded, (this.values.get(rounded) ?? 0) + times);
  }
}
