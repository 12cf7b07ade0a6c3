import { breaches, Datapoints } from './datapoints';
import { StateReason } from './state-change';
import { MetricAlarm } from '../model/watching/alarm';
import { AlarmState } from '../reporter';

const WORDS: Readonly<Record<MetricAlarm['comparison'], string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

/** A number as the service prints it: `3.0`, `0.25`. */
function numberText(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `21/11/26 09:37:00`, as in the texts of the service. */
function timeText(time: number): string {
  const [, year, month, day, clock] = /^\d\d(\d\d)-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(new Date(time).toISOString()) ?? [];
  return `${day}/${month}/${year} ${clock}`;
}

/**
 * Says why a metric alarm went into a state: how many of the data points crossed the threshold, and what they were.
 *
 * @param start time of the first data point, in milliseconds
 */
export function stateReason(alarm: MetricAlarm, state: AlarmState, datapoints: Datapoints, start: number, period: number, now: number): StateReason {
  const times = Array.from(datapoints, (_value, index) => start + index * period);
  const existing = Array.from(datapoints, (value, index) => ({ value, time: times[index] ?? start })).filter(({ value }) => !Number.isNaN(value));
  const recent = existing.slice(-alarm.evaluationPeriods).reverse();
  return { text: text(alarm, state, recent), data: data(alarm, recent, start, period, now) };
}

function text(alarm: MetricAlarm, state: AlarmState, recent: readonly { value: number; time: number }[]): string {
  const { evaluationPeriods, datapointsToAlarm, threshold, comparison, missingData } = alarm;
  const missing = evaluationPeriods - recent.length;
  const periods = `${evaluationPeriods} ${evaluationPeriods === 1 ? 'period' : 'periods'}`;
  if (state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${missing} ${missing === 1 ? 'datapoint was' : 'datapoints were'} unknown.`;
  const treated = missing > 0 && (missingData === 'breaching' || missingData === 'notBreaching')
    ? `${missing} missing ${missing === 1 ? 'datapoint was' : 'datapoints were'} treated as [${missingData === 'breaching' ? 'Breaching' : 'NonBreaching'}]`
    : undefined;
  if (recent.length === 0) return `Threshold Crossed: no datapoints were received for ${periods}${treated === undefined ? '' : ` and ${treated}`}.`;
  const wanted = state === 'ALARM';
  const shown = recent.filter(({ value }) => breaches(value, alarm) === wanted);
  const listed = (shown.length > 0 ? shown : recent).map(({ value, time }) => `${numberText(value)} (${timeText(time)})`).join(', ');
  const count = (shown.length > 0 ? shown : recent).length;
  const of = evaluationPeriods === datapointsToAlarm ? String(count) : `${count} out of the last ${evaluationPeriods}`;
  const verb = count === 1 && evaluationPeriods === datapointsToAlarm ? 'datapoint' : 'datapoints';
  const were = `${count === 1 ? 'was' : 'were'}${wanted ? '' : ' not'}`;
  const minimum = evaluationPeriods === datapointsToAlarm && evaluationPeriods === 1 || wanted
    ? ` (minimum ${datapointsToAlarm} ${datapointsToAlarm === 1 ? 'datapoint' : 'datapoints'} for OK -> ALARM transition)` : '';
  return `Threshold Crossed: ${of} ${verb} [${listed}] ${were} ${WORDS[comparison]} the threshold (${numberText(threshold)})${treated === undefined ? '' : ` and ${treated}`}${minimum}.`;
}

function data(alarm: MetricAlarm, recent: readonly { value: number; time: number }[], start: number, period: number, now: number): string {
  const iso = (time: number): string => new Date(time).toISOString().replace('Z', '+0000');
  const stat = alarm.isSingle ? alarm.entries[0]?.stat?.statistic : undefined;
  return JSON.stringify({
    version: '1.0',
    queryDate: iso(now),
    startDate: iso(recent.at(-1)?.time ?? start),
    ...(stat !== undefined && { statistic: stat }),
    period: period / 1000,
    recentDatapoints: recent.map(({ value }) => value).reverse(),
    threshold: alarm.threshold,
    evaluatedDatapoints: recent.map(({ value, time }) => ({ timestamp: iso(time), value })),
  });
}
