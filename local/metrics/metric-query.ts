import { compileExpression, CompiledExpression, toList } from './math/compile-expression';
import { Grid, MathValue, Series, series } from './math/grid';
import { MathError } from './math/math-error';
import { MetricIdentity } from './metric-identity';
import { MINUTE } from './metric-series';
import { MetricStore } from './metric-store';
import { compileStatistic, Statistic } from './statistic';

/** A metric with what to compute of it. */
export interface MetricStat {
  readonly metric: MetricIdentity;
  /** For example `Sum` or `p99`. */
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
}

/** One entry of a query: a metric, or an expression over other entries. */
export interface MetricQueryEntry {
  readonly id: string;
  readonly label?: string;
  readonly stat?: MetricStat;
  readonly expression?: string;
  /** Seconds; of an expression that refers to no metric. */
  readonly period?: number;
}

type Source =
  | { readonly kind: 'metric'; readonly metric: MetricIdentity; readonly statistic: Statistic }
  | { readonly kind: 'expression'; readonly expression: CompiledExpression };

interface CompiledEntry {
  readonly label: string;
  readonly period: number;
  readonly source: Source;
}

/** Metrics and expressions over them, compiled once. */
export class MetricQuery {
  private readonly entries = new Map<string, CompiledEntry>();

  /** @throws MathError for an entry that can't be computed: an unknown statistic or function, an id that nothing has, expressions that go in circles */
  public constructor(entries: readonly MetricQueryEntry[]) {
    const definitions = new Map<string, MetricQueryEntry>();
    for (const entry of entries) {
      if (definitions.has(entry.id)) throw new MathError(`the id ${entry.id} is there twice`);
      definitions.set(entry.id, entry);
    }
    const sources = new Map([...definitions].map(([id, entry]) => [id, compileSource(entry)]));
    for (const [id, entry] of definitions) {
      const source = sources.get(id);
      if (!source) continue;
      this.entries.set(id, { label: labelOf(entry), period: periodOf(id, definitions, sources, []), source });
    }
  }

  /** Period of an entry, in milliseconds: that of its metrics. */
  public period(id: string): number {
    return this.entries.get(id)?.period ?? MINUTE;
  }

  /** Values of an entry: one series, or several where an expression gives a list. @throws MathError when an expression does not fit its values */
  public evaluate(id: string, store: MetricStore, grid: Grid): readonly Series[] {
    const known = new Map<string, MathValue>();
    const valueOf = (wanted: string): MathValue => {
      const value = known.get(wanted) ?? this.compute(wanted, store, grid, valueOf);
      known.set(wanted, value);
      return value;
    };
    const label = this.entries.get(id)?.label ?? id;
    const all = toList(valueOf(id), grid);
    return all.length === 1 ? all.map(({ values }) => series(label, values)) : all;
  }

  private compute(id: string, store: MetricStore, grid: Grid, valueOf: (id: string) => MathValue): MathValue {
    const entry = this.entries.get(id);
    if (!entry) throw new MathError(`no metric or expression has the id ${id}`);
    if (entry.source.kind === 'metric') return metricValues(entry.label, entry.source, store, grid);
    const metrics = (): Series[] => [...this.entries].flatMap(([key, { source }]) => (source.kind === 'metric' ? toList(valueOf(key), grid) : []));
    return entry.source.expression.evaluate({ grid, value: valueOf, metrics });
  }
}

function metricValues(label: string, { metric, statistic }: Source & { kind: 'metric' }, store: MetricStore, { start, period, count }: Grid): Series {
  const values = new Float64Array(count).fill(NaN);
  const found = store.find(metric);
  for (let index = 0; found && index < count; index++) {
    const from = start + index * period;
    const distribution = found.between(from, from + period);
    if (distribution) values[index] = statistic(distribution) ?? NaN;
  }
  return series(label, values);
}

function compileSource({ id, stat, expression }: MetricQueryEntry): Source {
  if (stat) {
    const statistic = compileStatistic(stat.statistic);
    if (!statistic) throw new MathError(`${JSON.stringify(stat.statistic)} is no statistic; expected Sum, Average, Minimum, Maximum, SampleCount, p99 or the like`);
    return { kind: 'metric', metric: stat.metric, statistic };
  }
  if (expression === undefined) throw new MathError(`${id} has neither a metric nor an expression`);
  if (/^\s*SELECT\s/i.test(expression)) throw new MathError(`Metrics Insights queries are not served; found ${JSON.stringify(expression)}`);
  return { kind: 'expression', expression: compileExpression(expression) };
}

function labelOf({ id, label, stat }: MetricQueryEntry): string {
  return label ?? stat?.metric.name ?? id;
}

function periodOf(
  id: string, definitions: ReadonlyMap<string, MetricQueryEntry>, sources: ReadonlyMap<string, Source>, path: readonly string[],
): number {
  const definition = definitions.get(id);
  const source = sources.get(id);
  if (!definition || !source) throw new MathError(`no metric or expression has the id ${id}; there are ${[...definitions.keys()].join(', ')}`);
  if (path.includes(id)) throw new MathError(`the expressions ${[...path, id].join(', ')} refer to each other`);
  // Values are kept by the minute: a finer period can't be answered.
  if (source.kind === 'metric') return Math.max(MINUTE, (definition.stat?.period ?? 60) * 1000);
  const ids = source.expression.usesAllMetrics
    ? [...definitions.keys()].filter((other) => sources.get(other)?.kind === 'metric')
    : source.expression.references;
  const periods = [...new Set(ids.map((other) => periodOf(other, definitions, sources, [...path, id])))];
  if (periods.length > 1) throw new MathError(`${id} mixes metrics with periods of ${periods.map((period) => period / 1000).join(' and ')} seconds; expected one period`);
  return periods[0] ?? Math.max(MINUTE, (definition.period ?? 60) * 1000);
}
