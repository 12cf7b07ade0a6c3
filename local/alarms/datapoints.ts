import { ComparisonOperator, MissingData } from '../model/watching/alarm';

/** One number for each period of an alarm's evaluation range, the oldest first; NaN: there is none. */
export type Datapoints = ArrayLike<number>;

/** What an evaluation comes to. `retain`: the state stays as it is. */
export type Verdict = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'retain';

/**
 * Periods that are looked at beyond the evaluation periods, so that a late or missing data point does not decide at once. The service does not document
 * how many there are for which period; its examples have two.
 */
export const EXTRA_PERIODS = 2;

const COMPARE: Readonly<Record<ComparisonOperator, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** What decides about data points. */
export interface Conditions {
  readonly threshold: number;
  readonly comparison: ComparisonOperator;
  /** N of "M out of N". */
  readonly evaluationPeriods: number;
  /** M of "M out of N". */
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
}

export function breaches(value: number, { comparison, threshold }: Pick<Conditions, 'comparison' | 'threshold'>): boolean {
  return COMPARE[comparison](value, threshold);
}

/**
 * Judges the data points of an evaluation range as the service documents it:
 * enough existing data points decide alone, however old; only when there are too few of them, missing ones are filled in as the alarm says.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function judge(datapoints: Datapoints, conditions: Conditions): Verdict {
  const { evaluationPeriods, datapointsToAlarm, missingData } = conditions;
  const existing = Array.from(datapoints).filter((value) => !Number.isNaN(value)).slice(-evaluationPeriods);
  const breaching = existing.filter((value) => breaches(value, conditions)).length;
  if (existing.length >= evaluationPeriods) return breaching >= datapointsToAlarm ? 'ALARM' : 'OK';
  const filled = evaluationPeriods - existing.length;
  switch (missingData) {
    case 'breaching': return breaching + filled >= datapointsToAlarm ? 'ALARM' : 'OK';
    case 'notBreaching': return breaching >= datapointsToAlarm ? 'ALARM' : 'OK';
    default: return judgeSparse(datapoints, existing.length, breaching, conditions);
  }
}

/** Too few data points, and missing ones count for nothing. */
function judgeSparse(datapoints: Datapoints, existing: number, breaching: number, { datapointsToAlarm, missingData }: Conditions): Verdict {
  if (existing === 0) return missingData === 'ignore' ? 'retain' : 'INSUFFICIENT_DATA';
  if (breaching >= datapointsToAlarm) return 'ALARM';
  if (breaching < existing) return 'OK';
  // Nothing but breaches: an alarm, once the oldest is so old that as many data points as it takes would have been there.
  if (missingData === 'ignore') return 'retain';
  const oldest = Array.from(datapoints).findIndex((value) => !Number.isNaN(value));
  return datapoints.length - oldest >= datapointsToAlarm ? 'ALARM' : 'OK';
}
