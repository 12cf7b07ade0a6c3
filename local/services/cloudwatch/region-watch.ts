import { AlarmBoard } from '../../alarms/alarm-board';
import { MetricStore } from '../../metrics/metric-store';

/** What CloudWatch has in one region. */
export interface RegionWatch {
  readonly metrics: MetricStore;
  readonly alarms: AlarmBoard;
}

/** The region of a request; one that no stack is in is empty. */
export type FindRegionWatch = (region: string) => RegionWatch;
