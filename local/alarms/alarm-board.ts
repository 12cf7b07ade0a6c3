import { isDeepStrictEqual } from 'node:util';
import { Rule, parseRule } from './composite-rule';
import { INITIAL_REASON, StateChange, StateReason } from './state-change';
import { WatchedAlarm, WatchedMetricAlarm } from './watched-alarm';
import { Clock, Timer } from '../clock';
import { MINUTE } from '../metrics/metric-series';
import { MetricStore } from '../metrics/metric-store';
import { CompositeAlarm, MetricAlarm } from '../model/watching/alarm';
import { AlarmState } from '../reporter';

/** State changes that are kept, of all alarms together. */
const KEPT_CHANGES = 1000;
/** Composite alarms of composite alarms settle within as many rounds as they are deep. */
const COMPOSITE_ROUNDS = 10;

interface WatchedComposite extends WatchedAlarm {
  readonly holds: Rule;
  readonly model: CompositeAlarm;
}

export interface AlarmBoardOptions {
  readonly clock: Clock;
  /** Metrics of the region. */
  readonly metrics: MetricStore;
  readonly onChange: (change: StateChange) => void;
}

/**
 * The alarms of one region, evaluated at every full minute on the gateway's clock, those that look at more than a day at every full hour.
 *
 * An alarm sleeps while it can't change: once the newest value has left its window, the next value wakes it. So a clock that is moved on by months costs
 * no more than one that is moved by the longest window.
 */
export class AlarmBoard {
  private metricAlarms = new Map<string, WatchedMetricAlarm>();
  private composites = new Map<string, WatchedComposite>();
  private readonly changes: StateChange[] = [];
  private timer: Timer | undefined;
  /** Time of the newest value, or of the model when that is newer. */
  private newest = -Infinity;
  /** Of the timer that is set. */
  private interval = MINUTE;
  private closed = false;

  public constructor(private readonly options: AlarmBoardOptions) {
    options.metrics.onMinute((_series, minute) => this.wake(minute));
  }

  /** All alarms by name, metric alarms first. */
  public get alarms(): readonly WatchedAlarm[] {
    return [...this.metricAlarms.values(), ...this.composites.values()];
  }

  /** State changes, the latest first. */
  public get history(): readonly StateChange[] {
    return [...this.changes].reverse();
  }

  /** Takes a model's alarms into service. One that did not change keeps its state, as in a deployment. */
  public apply(metricAlarms: readonly MetricAlarm[], compositeAlarms: readonly CompositeAlarm[]): void {
    const now = this.options.clock.now();
    const previous = new Map<string, WatchedAlarm>(this.alarms.map((alarm) => [alarm.model.name, alarm]));
    this.metricAlarms = new Map(metricAlarms.map((model) => {
      const fresh = new WatchedMetricAlarm(model, this.options.metrics, now);
      return [model.name, carryOver(fresh, previous.get(model.name))];
    }));
    this.composites = new Map(compositeAlarms.map((model) => {
      const fresh = { model, holds: parseRule(model.rule).holds, state: 'INSUFFICIENT_DATA' as AlarmState, reason: INITIAL_REASON, changedAt: now, createdAt: now };
      return [model.name, carryOver(fresh, previous.get(model.name))];
    }));
    // Values that are there already, and those that are missing, decide at the next full minute.
    if (this.alarms.length > 0) this.wake(now);
  }

  /** The alarm of a name or an ARN. */
  public find(alarm: string): WatchedAlarm | undefined {
    return this.metricAlarms.get(alarm) ?? this.composites.get(alarm) ?? this.alarms.find(({ model }) => model.arn === alarm);
  }

  /** Sets a state by hand, as `SetAlarmState` does: it holds until the next evaluation decides otherwise. */
  public set(alarm: WatchedAlarm, state: AlarmState, reason: StateReason): void {
    this.change(alarm, state, reason, this.options.clock.now());
    this.settleComposites(this.options.clock.now());
    this.wake(this.options.clock.now());
  }

  public close(): void {
    this.closed = true;
    this.timer?.cancel();
  }

  private wake(time: number): void {
    if (this.closed) return;
    this.newest = Math.max(this.newest, time);
    if (!this.timer || this.interval > MINUTE) this.schedule();
  }

  /** Sets the timer for the next evaluation that can change something; none when there is no such. */
  private schedule(): void {
    const { clock } = this.options;
    const now = clock.now();
    this.timer?.cancel();
    this.timer = undefined;
    const intervals = [...this.metricAlarms.values()].filter((alarm) => this.isAwake(alarm, now)).map(({ interval }) => interval);
    if (this.composites.size > 0 && now < this.newest + MINUTE) intervals.push(MINUTE);
    if (intervals.length === 0 || this.closed) return;
    this.interval = Math.min(...intervals);
    this.timer = clock.after(Math.floor(now / this.interval) * this.interval + this.interval - now, () => {
      this.timer = undefined;
      this.evaluate();
      if (!this.timer) this.schedule();
    });
  }

  /** Whether values may still enter or leave the window: it ends with a full interval, and what has left it is judged once more. */
  private isAwake({ range, interval }: WatchedMetricAlarm, now: number): boolean {
    return now < this.newest + range + 2 * interval;
  }

  private evaluate(): void {
    const now = this.options.clock.now();
    for (const alarm of this.metricAlarms.values()) {
      if (now % alarm.interval >= MINUTE || !this.isAwake(alarm, now - alarm.interval)) continue;
      const outcome = alarm.evaluate(now);
      if (outcome) this.change(alarm, outcome.state, outcome.reason, now);
    }
    this.settleComposites(now);
  }

  private settleComposites(now: number): void {
    for (let round = 0; round < COMPOSITE_ROUNDS; round++) {
      let changed = false;
      for (const alarm of this.composites.values()) {
        const state = alarm.holds((name) => this.find(name)?.state) ? 'ALARM' : 'OK';
        if (state === alarm.state) continue;
        changed = true;
        this.change(alarm, state, { text: `the rule ${alarm.model.rule} is ${state === 'ALARM' ? 'true' : 'false'}` }, now);
      }
      if (!changed) return;
    }
  }

  private change(alarm: WatchedAlarm, to: AlarmState, reason: StateReason, at: number): void {
    const change: StateChange = { alarm: alarm.model, from: alarm.state, fromReason: alarm.reason, to, reason, at };
    alarm.reason = reason;
    if (alarm.state === to) return;
    alarm.state = to;
    alarm.changedAt = at;
    this.changes.push(change);
    if (this.changes.length > KEPT_CHANGES) this.changes.shift();
    this.options.onChange(change);
  }
}

function carryOver<T extends WatchedAlarm>(fresh: T, before: WatchedAlarm | undefined): T {
  if (before && isDeepStrictEqual(before.model, fresh.model)) {
    const { state, reason, changedAt, createdAt } = before;
    Object.assign(fresh, { state, reason, changedAt, createdAt });
  }
  return fresh;
}
