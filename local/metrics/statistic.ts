import { Distribution } from './distribution';

/** Computes one number of the values of a period; undefined when there is none. */
export type Statistic = (values: Distribution) => number | undefined;

const SIMPLE: Readonly<Record<string, Statistic>> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/** Whether CloudWatch calls it a statistic, and not an extended one. */
export function isSimpleStatistic(name: string): boolean {
  return Object.hasOwn(SIMPLE, name);
}

/** A part of the values, by rank or by value. */
interface Range {
  readonly by: 'percent' | 'value';
  readonly from: number;
  readonly to: number;
}

/** What `TM(10%:90%)` and its kin compute of the values in their range. */
const OF_RANGE: Readonly<Record<string, (part: Part, whole: Distribution) => number | undefined>> = {
  TM: ({ sum, count }) => (count > 0 ? sum / count : undefined),
  WM: ({ sum, count, below, above, lowest, highest }) => {
    const total = count + below + above;
    return total > 0 && lowest !== undefined && highest !== undefined ? (sum + below * lowest + above * highest) / total : undefined;
  },
  TC: ({ count }) => count,
  TS: ({ sum }) => sum,
  PR: ({ count }, whole) => (count / whole.count) * 100,
};

interface Part {
  readonly sum: number;
  readonly count: number;
  readonly below: number;
  readonly above: number;
  readonly lowest: number | undefined;
  readonly highest: number | undefined;
}

/**
 * Compiles the name of a statistic: `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount`, `p99.9`, `tm90`, `IQM`, `TM(10%:90%)`, `PR(:300)` and so on;
 * undefined: CloudWatch has no such statistic. A percentile is the smallest value that the given share of values does not exceed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function compileStatistic(name: string): Statistic | undefined {
  if (isSimpleStatistic(name)) return SIMPLE[name];
  if (/^iqm$/i.test(name)) return ofRange('TM', { by: 'percent', from: 25, to: 75 });
  const percentile = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(name)?.[1];
  if (percentile !== undefined) return (values) => valueAt(values, Number(percentile));
  const short = /^(tm|wm|tc|ts)(\d{1,2}(?:\.\d{1,10})?|100)$/i.exec(name);
  if (short) return ofRange(short[1] ?? '', { by: 'percent', from: 0, to: Number(short[2]) });
  const long = /^(TM|WM|TC|TS|PR)\((-?[\d.]*)(%?):(-?[\d.]*)(%?)\)$/i.exec(name);
  if (!long || (long[2] === '' && long[4] === '')) return undefined;
  const isPercent = long[3] === '%' || long[5] === '%';
  if (isPercent && long[1]?.toUpperCase() === 'PR') return undefined;
  const bound = (text: string | undefined, otherwise: number): number => (text === undefined || text === '' ? otherwise : Number(text));
  return ofRange(long[1] ?? '', {
    by: isPercent ? 'percent' : 'value', from: bound(long[2], isPercent ? 0 : -Infinity), to: bound(long[4], isPercent ? 100 : Infinity),
  });
}

function valueAt(values: Distribution, percent: number): number | undefined {
  const rank = Math.max(1, Math.ceil(round((percent / 100) * values.count)));
  let seen = 0;
  for (const [value, times] of values.sorted()) {
    seen += times;
    if (round(seen) >= rank) return value;
  }
  return values.count > 0 ? values.maximum : undefined;
}

/** 0.07 * 100 is a little more than 7, which must not count as another value. */
function round(rank: number): number {
  return Math.round(rank * 1e9) / 1e9;
}

function ofRange(kind: string, range: Range): Statistic | undefined {
  const compute = OF_RANGE[kind.toUpperCase()];
  return compute && ((values) => (values.count > 0 ? compute(partOf(values, range), values) : undefined));
}

/** Ranks and values from `from` (exclusive, unless it is the very beginning) to `to` (inclusive). */
function partOf(values: Distribution, { by, from, to }: Range): Part {
  const part = { sum: 0, count: 0, below: 0, above: 0, lowest: undefined as number | undefined, highest: undefined as number | undefined };
  const start = (from / 100) * values.count;
  const end = (to / 100) * values.count;
  let seen = 0;
  for (const [value, times] of values.sorted()) {
    const inside = by === 'value'
      ? (value > from && value <= to ? times : 0)
      : Math.max(0, Math.min(seen + times, end) - Math.max(seen, start));
    const before = by === 'value' ? (value <= from ? times : 0) : Math.max(0, Math.min(seen + times, start) - seen);
    seen += times;
    part.sum += value * inside;
    part.count += inside;
    part.below += before;
    part.above += times - inside - before;
    if (inside > 0) {
      part.lowest ??= value;
      part.highest = value;
    }
  }
  return part;
}
