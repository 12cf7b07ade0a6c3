/** The points in time that a computation is about: `count` of them, `period` milliseconds apart. All series of an expression share it. */
export interface Grid {
  readonly start: number;
  readonly period: number;
  readonly count: number;
}

/** One value for each point of a grid; NaN: there is none. */
export interface Series {
  readonly kind: 'series';
  readonly label: string;
  readonly values: Float64Array;
}

/** What an expression, or a part of one, is. */
export type MathValue = number | string | Series | readonly Series[];

export function series(label: string, values: Float64Array): Series {
  return { kind: 'series', label, values };
}

export function isSeries(value: MathValue): value is Series {
  return typeof value === 'object' && 'kind' in value;
}

export function isList(value: MathValue): value is readonly Series[] {
  return Array.isArray(value);
}

/** Changes every value of a series; `change` sees no missing ones. What is no number afterwards is missing. */
export function mapSeries(source: Series, change: (value: number, index: number) => number): Series {
  return series(source.label, source.values.map((value, index) => (Number.isNaN(value) ? NaN : finite(change(value, index)))));
}

/** Infinity is what a division by zero gives: CloudWatch has no data point then. */
export function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}

/** Values of a series that are there. */
export function present(source: Series): number[] {
  return [...source.values].filter((value) => !Number.isNaN(value));
}
