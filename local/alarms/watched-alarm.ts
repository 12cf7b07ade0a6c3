import { Datapoints, EXTRA_PERIODS, judge } from './datapoints';
import { INITIAL_REASON, StateReason } from './state-change';
import { stateReason } from './state-reason';
import { MetricQuery } from '../metrics/metric-query';
import { MINUTE } from '../metrics/metric-series';
import { MetricStore } from '../metrics/metric-store';
import { AlarmModel, MetricAlarm } from '../model/watching/alarm';
import { AlarmState } from '../reporter';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An alarm with its state. */
export interface WatchedAlarm {
  readonly model: AlarmModel & { readonly kind: 'metric' | 'composite' };
  state: AlarmState;
  reason: StateReason;
  /** When the state changed last, in milliseconds. */
  changedAt: number;
  /** When the alarm came into being as it is. */
  createdAt: number;
}

/** A metric alarm with its query compiled. */
export class WatchedMetricAlarm implements WatchedAlarm {
  public state: AlarmState = 'INSUFFICIENT_DATA';
  public reason = INITIAL_REASON;
  public changedAt: number;
  private readonly query: MetricQuery;
  private readonly period: number;

  /** @throws MathError when the alarm's metrics or expressions can't be computed */
  public constructor(public readonly model: MetricAlarm, private readonly store: MetricStore, public createdAt: number) {
    this.changedAt = createdAt;
    this.query = new MetricQuery(model.entries);
    this.period = this.query.period(model.returned);
  }

  /**
   * How often it is evaluated, in milliseconds: every minute, and every hour where it looks at more than a day.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
   */
  public get interval(): number {
    return this.period * this.model.evaluationPeriods > DAY ? HOUR : MINUTE;
  }

  /** How far back an evaluation looks, in milliseconds. */
  public get range(): number {
    return this.period * (this.model.evaluationPeriods + EXTRA_PERIODS);
  }

  /**
   * The state as of a full minute, and why; undefined when it stays.
   * The window slides: of an alarm over five minutes every evaluation looks at the five minutes that have just passed.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html
   */
  public evaluate(now: number): { readonly state: AlarmState; readonly reason: StateReason } | undefined {
    const { period, model } = this;
    const count = model.evaluationPeriods + EXTRA_PERIODS;
    const start = Math.floor(now / MINUTE) * MINUTE - count * period;
    const [series, ...others] = this.query.evaluate(model.returned, this.store, { start, period, count });
    // Without exactly one series there is nothing to compare.
    const datapoints: Datapoints = series && others.length === 0 ? series.values : new Float64Array(count).fill(NaN);
    const verdict = judge(datapoints, model);
    if (verdict === 'retain' || verdict === this.state) return undefined;
    return { state: verdict, reason: stateReason(model, verdict, datapoints, start, period, now) };
  }
}
