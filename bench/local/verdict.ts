/** One figure against its limit. */
export interface Criterion {
  readonly name: string;
  readonly limit: number;
  /** Whether the figure must be at least or at most the limit. */
  readonly direction: 'at least' | 'at most';
  /** Absent: it could not be measured. */
  readonly actual?: number;
}

export function isMissed({ actual, direction, limit }: Criterion): boolean {
  if (actual === undefined) return false;
  return direction === 'at least' ? actual < limit : actual > limit;
}

export function verdictLine(criterion: Criterion): string {
  const { name, limit, direction, actual } = criterion;
  const verdict = actual === undefined ? 'not measured' : isMissed(criterion) ? 'MISSED' : 'ok';
  return `${name.padEnd(34)} ${(actual?.toFixed(3) ?? '-').padStart(7)}   ${direction} ${limit.toFixed(2)}   ${verdict}`;
}
