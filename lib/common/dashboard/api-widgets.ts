import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { ERRORS_BY_ROUTE, type LogQuery, SLOWEST_ROUTES } from './log-queries';
import type { WatchedMetrics } from '../alarms/alarm-definition';

/** What an API did not let through, counted from its access log. */
export interface Refusals {
  readonly title: string;
  readonly metrics: () => readonly cloudwatch.IMetric[];
}

/** What a dashboard shows of an API. */
export interface WatchedApi {
  readonly title: string;
  readonly metrics: WatchedMetrics;
  /** Metrics beside those that every API has, like throttled requests. */
  readonly refusals: Refusals;
  /** The query that tells who calls. */
  readonly callers: LogQuery;
  /** Read when the template is written, because routes that come later bring alarms. */
  readonly alarms: () => cloudwatch.IAlarm[];
  /** Access log in the default format. */
  readonly accessLogGroup?: logs.ILogGroup;
}

const FULL = 24;
const HALF = 12;
const PERIOD = Duration.minutes(5);

/** Rows of widgets, alarms on top. */
export function apiWidgets(api: WatchedApi): cloudwatch.IWidget[][] {
  const { metrics, accessLogGroup } = api;
  return [
    [new cloudwatch.TextWidget({ markdown: `# ${api.title}`, width: FULL, height: 1 })],
    ...(api.alarms().length > 0 ? [[alarmStatus(api.alarms)]] : []),
    [
      graph('Requests', { left: [named(metrics.requests(PERIOD), 'requests')] }),
      graph('Errors', { left: [named(metrics.clientErrors(PERIOD), '4xx'), named(metrics.serverErrors(PERIOD), '5xx')] }),
    ],
    [
      graph('Latency', { left: [50, 90, 99].map((p) => named(metrics.latency(cloudwatch.Stats.percentile(p), PERIOD), `p${p}`)), leftYAxis: MILLISECONDS }),
      graph('Backend latency', { left: [50, 90, 99].map((p) => named(metrics.integrationLatency(cloudwatch.Stats.percentile(p), PERIOD), `p${p}`)), leftYAxis: MILLISECONDS }),
    ],
    ...(accessLogGroup ? [
      [graph(api.refusals.title, { left: [...api.refusals.metrics()] }), table(api.callers, accessLogGroup)],
      [table(SLOWEST_ROUTES, accessLogGroup), table(ERRORS_BY_ROUTE, accessLogGroup)],
    ] : []),
  ];
}

const MILLISECONDS: cloudwatch.YAxisProps = { label: 'ms', showUnits: false, min: 0 };

function alarmStatus(alarms: () => cloudwatch.IAlarm[]): cloudwatch.IWidget {
  return new cloudwatch.AlarmStatusWidget({
    title: 'Alarms',
    width: FULL,
    height: 3,
    get alarms() {
      return alarms();
    },
  });
}

function graph(title: string, props: Partial<cloudwatch.GraphWidgetProps>): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({ title, width: HALF, height: 6, period: PERIOD, liveData: true, ...props });
}

function table({ title, lines }: LogQuery, logGroup: logs.ILogGroup): cloudwatch.IWidget {
  return new cloudwatch.LogQueryWidget({
    title: title.charAt(0).toUpperCase() + title.slice(1),
    width: HALF,
    height: 6,
    logGroupNames: [logGroup.logGroupName],
    queryLines: [...lines],
    view: cloudwatch.LogQueryVisualizationType.TABLE,
  });
}

function named(metric: cloudwatch.IMetric, label: string): cloudwatch.IMetric {
  return metric instanceof cloudwatch.Metric ? metric.with({ label }) : metric;
}
