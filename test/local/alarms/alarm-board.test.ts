import { AlarmBoard } from '../../../local/alarms/alarm-board';
import { StateChange } from '../../../local/alarms/state-change';
import { LocalClock } from '../../../local/local-clock';
import { MetricStore } from '../../../local/metrics/metric-store';
import { AlarmModel, CompositeAlarm, MetricAlarm } from '../../../local/model/watching/alarm';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 21, 12);
const metric = (name: string): { namespace: string; name: string; dimensions: [] } => ({ namespace: 'Shop', name, dimensions: [] });

function common(name: string): AlarmModel {
  return {
    stack: 'Shop',
    logicalId: name,
    name,
    arn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`,
    region: 'us-east-1',
    account: '123456789012',
    actionsEnabled: true,
    actions: { ALARM: [], OK: [], INSUFFICIENT_DATA: [] },
  };
}

function alarm(name: string, overrides: Partial<MetricAlarm> = {}): MetricAlarm {
  return {
    ...common(name),
    kind: 'metric',
    entries: [{ id: 'm1', stat: { metric: metric('Errors'), statistic: 'Sum', period: 60 } }],
    returned: 'm1',
    isSingle: true,
    threshold: 5,
    comparison: 'GreaterThanOrEqualToThreshold',
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    missingData: 'notBreaching',
    ...overrides,
  };
}

const composite = (name: string, rule: string): CompositeAlarm => ({ ...common(name), kind: 'composite', rule });

/** A board on a frozen clock, with the changes that it told of as `name: FROM -> TO`. */
class Scene {
  public readonly clock = LocalClock.frozenAt(NOON);
  public readonly metrics = new MetricStore();
  public readonly changes: StateChange[] = [];
  public readonly board = new AlarmBoard({ clock: this.clock, metrics: this.metrics, onChange: (change) => this.changes.push(change) });

  public constructor(alarms: readonly MetricAlarm[], composites: readonly CompositeAlarm[] = []) {
    this.board.apply(alarms, composites);
  }

  public record(name: string, ...values: number[]): this {
    for (const value of values) this.metrics.series(metric(name))?.record(value, this.clock.now());
    return this;
  }

  public pass(minutes = 1): this {
    this.clock.advance(minutes * MINUTE);
    return this;
  }

  public get lines(): string[] {
    return this.changes.map(({ alarm: { name }, from, to }) => `${name}: ${from} -> ${to}`);
  }

  public state(name: string): string | undefined {
    return this.board.find(name)?.state;
  }
}

describe('a metric alarm', () => {
  it('begins without data, is evaluated at the next full minute, fires and recovers', () => {
    const scene = new Scene([alarm('errors')]);
    expect(scene.state('errors')).toBe('INSUFFICIENT_DATA');
    scene.record('Errors', 3, 3);
    scene.clock.advance(59_999);
    expect(scene.lines).toEqual([]);
    scene.clock.advance(1);
    expect(scene.lines).toEqual(['errors: INSUFFICIENT_DATA -> ALARM']);
    scene.record('Errors', 0).pass();
    expect(scene.lines.slice(1)).toEqual(['errors: ALARM -> OK']);
  });

  it('says why, in the words of the service', () => {
    const scene = new Scene([alarm('errors')]);
    scene.record('Errors', 7).pass();
    expect(scene.changes[0]?.reason.text).toBe('Threshold Crossed: 1 datapoint [7.0 (21/11/26 12:00:00)] was greater than or equal to the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).');
    expect(JSON.parse(scene.changes[0]?.reason.data ?? '')).toMatchObject({ statistic: 'Sum', period: 60, threshold: 5, recentDatapoints: [7] });
  });

  it('needs M of N data points', () => {
    const scene = new Scene([alarm('errors', { evaluationPeriods: 3, datapointsToAlarm: 2, missingData: 'missing' })]);
    scene.record('Errors', 9).pass().record('Errors', 0).pass();
    expect(scene.state('errors')).toBe('OK');
    scene.record('Errors', 9).pass();
    expect(scene.state('errors')).toBe('ALARM');
    scene.record('Errors', 0).pass();
    expect(scene.state('errors')).toBe('OK');
  });

  it('slides its window: five minutes are any five minutes', () => {
    const scene = new Scene([alarm('errors', { entries: [{ id: 'm1', stat: { metric: metric('Errors'), statistic: 'Sum', period: 300 } }] })]);
    scene.pass(3).record('Errors', 3).pass(4).record('Errors', 3).pass();
    expect(scene.state('errors')).toBe('ALARM');
  });

  it('computes over several metrics, with a floor on requests', () => {
    const rate = alarm('rate', {
      entries: [
        { id: 'rate', expression: 'IF(requests >= 20, 100 * errors / requests, 0)' },
        { id: 'errors', stat: { metric: metric('Errors'), statistic: 'Sum', period: 60 } },
        { id: 'requests', stat: { metric: metric('Requests'), statistic: 'Sum', period: 60 } },
      ],
      returned: 'rate',
      isSingle: false,
    });
    const scene = new Scene([rate]);
    scene.record('Errors', 10).record('Requests', 10).pass();
    expect(scene.state('rate')).toBe('OK');
    scene.record('Errors', 10).record('Requests', 100).pass();
    expect(scene.state('rate')).toBe('ALARM');
    scene.record('Errors', 1).record('Requests', 100).pass();
    expect(scene.state('rate')).toBe('OK');
  });

  it('goes back to insufficient data, or stays, when values cease', () => {
    const scene = new Scene([alarm('missing', { missingData: 'missing' }), alarm('ignore', { missingData: 'ignore' }), alarm('fine')]);
    scene.record('Errors', 9).pass(60);
    expect(['missing', 'ignore', 'fine'].map((name) => scene.state(name))).toEqual(['INSUFFICIENT_DATA', 'ALARM', 'OK']);
  });
});

describe('composite alarms', () => {
  it('follow the alarms of their rule at once, through other composite alarms too', () => {
    const scene = new Scene([alarm('errors')], [composite('outer', 'ALARM(inner)'), composite('inner', 'ALARM(errors) AND NOT ALARM(quiet)')]);
    scene.record('Errors', 9).pass();
    expect(scene.lines).toEqual(expect.arrayContaining(['inner: INSUFFICIENT_DATA -> ALARM', 'outer: OK -> ALARM']));
    scene.record('Errors', 0).pass();
    expect(['inner', 'outer'].map((name) => scene.state(name))).toEqual(['OK', 'OK']);
  });

  it('that refer to each other do not hang', () => {
    const scene = new Scene([alarm('errors')], [composite('a', 'NOT ALARM(b)'), composite('b', 'ALARM(a)')]);
    scene.pass();
    expect(scene.board.alarms).toHaveLength(3);
  });
});

describe('time', () => {
  it('of years passes without an evaluation for every minute', () => {
    const scene = new Scene([alarm('errors', { evaluationPeriods: 5, datapointsToAlarm: 5 })]);
    scene.record('Errors', 9).pass();
    const evaluate = jest.spyOn(scene.metrics, 'find');
    scene.pass(3 * 365 * 24 * 60);
    expect(evaluate.mock.calls.length).toBeLessThan(50);
    expect(scene.state('errors')).toBe('OK');
    for (let minute = 0; minute < 5; minute++) scene.record('Errors', 9).pass();
    expect(scene.state('errors')).toBe('ALARM');
  });

  it('of months passes quickly for an alarm over a week, which is evaluated every hour', () => {
    const week = { entries: [{ id: 'm1', stat: { metric: metric('Errors'), statistic: 'Sum', period: 7 * 86_400 } }] };
    const scene = new Scene([alarm('week', week)]);
    scene.record('Errors', 3).pass(3 * 24 * 60).record('Errors', 3);
    const evaluate = jest.spyOn(scene.metrics, 'find');
    scene.pass(59);
    expect([scene.state('week'), evaluate.mock.calls.length]).toEqual(['OK', 0]);
    scene.pass(1);
    expect(scene.state('week')).toBe('ALARM');
    scene.pass(90 * 24 * 60);
    expect(scene.state('week')).toBe('OK');
    expect(evaluate.mock.calls.length).toBeLessThan(600);
  });

  it('does not matter once the board is closed', () => {
    const scene = new Scene([alarm('errors')]);
    scene.board.close();
    scene.record('Errors', 9).pass(10);
    expect(scene.lines).toEqual([]);
  });
});

describe('a new model', () => {
  it('leaves the state of an alarm that did not change, and begins anew with one that did', () => {
    const scene = new Scene([alarm('same', { missingData: 'ignore' }), alarm('changed'), alarm('gone')]);
    scene.record('Errors', 9).pass();
    scene.board.apply([alarm('same', { missingData: 'ignore' }), alarm('changed', { threshold: 100 })], []);
    expect(scene.board.alarms.map(({ model, state }) => `${model.name} ${state}`)).toEqual(['same ALARM', 'changed INSUFFICIENT_DATA']);
  });
});

test('the history is in the order of time, the latest first, and bounded', () => {
  const scene = new Scene([alarm('errors')]);
  for (let round = 0; round < 1100; round++) scene.record('Errors', round % 2 === 0 ? 9 : 0).pass();
  expect(scene.board.history).toHaveLength(1000);
  expect(scene.board.history[0]?.at).toBe(scene.clock.now());
});

test('a state set by hand holds until the next evaluation decides otherwise', () => {
  const scene = new Scene([alarm('errors')], [composite('both', 'ALARM(errors)')]);
  scene.pass();
  const found = scene.board.find('errors');
  if (!found) throw new Error('no alarm');
  scene.board.set(found, 'ALARM', { text: 'drill' });
  expect([scene.state('errors'), scene.state('both'), scene.board.history.at(1)?.reason.text]).toEqual(['ALARM', 'ALARM', 'drill']);
  scene.pass();
  expect(scene.state('errors')).toBe('OK');
});
