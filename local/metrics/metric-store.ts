import { identityKey, MetricIdentity } from './metric-identity';
import { MetricSeries } from './metric-series';

/** Series of one region at most. Functions may publish any number of them, the memory is the gateway's. */
const MOST_SERIES = 10_000;

/** Every metric of one region. */
export class MetricStore {
  private readonly byKey = new Map<string, MetricSeries>();
  private readonly listeners = new Set<(series: MetricSeries, minute: number) => void>();

  /** The series of an identity, made when there is none; undefined when there are too many already. */
  public series(identity: MetricIdentity, unit?: string): MetricSeries | undefined {
    const key = identityKey(identity);
    const known = this.byKey.get(key);
    if (known) return known;
    if (this.byKey.size >= MOST_SERIES) return undefined;
    const created = new MetricSeries(identity, (series, minute) => { for (const listener of this.listeners) listener(series, minute); });
    if (unit !== undefined) created.unit = unit;
    this.byKey.set(key, created);
    return created;
  }

  public find(identity: MetricIdentity): MetricSeries | undefined {
    return this.byKey.get(identityKey(identity));
  }

  public all(): Iterable<MetricSeries> {
    return this.byKey.values();
  }

  /** Tells of the first value of each minute of each series. */
  public onMinute(listener: (series: MetricSeries, minute: number) => void): void {
    this.listeners.add(listener);
  }
}
