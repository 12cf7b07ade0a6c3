import { Annotations, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { LogMetrics } from '../access-log/log-metrics';
import type { AlarmsOptions, AlarmTuning, StandardAlarmsOptions } from '../alarm-options';
import type { AlarmDefinition, WatchedMetrics } from '../alarms/alarm-definition';
import { AlarmSet } from '../alarms/alarm-set';
import { defaultAlarms } from '../alarms/default-alarms';
import { throttledAlarm } from '../alarms/log-alarms';
import { apiWidgets, type Refusals } from '../dashboard/api-widgets';
import { LogQueries, type LogQuery } from '../dashboard/log-queries';
import type { DashboardOptions } from '../dashboard-options';
import type { RouteKey } from '../private/route-key';

/** What the user says about watching an API. */
export interface WatchOptions {
  readonly alarms?: AlarmsOptions & StandardAlarmsOptions & { readonly throttledRequests?: AlarmTuning };
  readonly dashboard?: DashboardOptions;
  readonly logQueries?: boolean;
  readonly detailedMetrics?: boolean;
}

/** An API as it is watched. */
export interface OperatedApi {
  readonly construct: Construct;
  readonly name: string;
  readonly accessLogGroup?: logs.ILogGroup;
  readonly logMetrics: LogMetrics;
  /** Of the stage, or of one route of it. */
  readonly metrics: (route?: RouteKey) => WatchedMetrics;
  /** Fields of the access log that tell who called. */
  readonly callerFields: string;
  readonly callers: LogQuery;
  readonly refusals: Refusals;
  /** Why callers may be throttled, as the end of a sentence about whom it hits. */
  readonly throttleCauses: string;
}

/** What tells how an API of any kind is doing: alarms, dashboard, saved queries. */
export class ApiOperations {
  public readonly alarmSet: AlarmSet;
  private readonly alarmScope: Construct;
  private ownDashboard?: cloudwatch.Dashboard;

  public constructor(private readonly api: OperatedApi, private readonly options: WatchOptions) {
    this.alarmSet = new AlarmSet(api.construct, options.alarms ?? {});
    this.alarmScope = new Construct(api.construct, 'Alarms');
    const { alarms, logQueries = true } = options;
    for (const definition of defaultAlarms(this.subject, api.metrics())) this.addAlarm(definition, tuningOf(alarms, definition.name));
    if (!this.accessLogGroup) return;
    this.addAlarm(throttledAlarm(this.subject, api.throttleCauses, (period) => api.logMetrics.throttled({ period })), alarms?.throttledRequests);
    if (logQueries) new LogQueries(api.construct, 'LogQueries', api.name, this.accessLogGroup, api.callerFields);
  }

  /** All alarms so far. */
  public get alarms(): cloudwatch.Alarm[] {
    return [...this.alarmSet.alarms];
  }

  /** The dashboard, once it is there. */
  public get dashboard(): cloudwatch.Dashboard | undefined {
    return this.ownDashboard;
  }

  /** How descriptions of alarms begin. */
  public get subject(): string {
    return `API ${this.api.name}`;
  }

  /** Whether lines of the access log can be counted. */
  public get countsLines(): boolean {
    return this.api.logMetrics.available;
  }

  /** Creates the dashboard, if the API asks for one. Called when all alarms are there that every API has. */
  public createDashboard(): void {
    if (!this.options.dashboard) return;
    this.ownDashboard = new cloudwatch.Dashboard(this.api.construct, 'Dashboard', { ...this.options.dashboard });
    this.addDashboardWidgets(this.ownDashboard);
  }

  public addDashboardWidgets(dashboard: cloudwatch.Dashboard): void {
    const { construct, name, metrics, refusals, callers } = this.api;
    const stack = Stack.of(dashboard);
    const rows = apiWidgets({
      title: name,
      metrics: metrics(),
      refusals,
      callers,
      // Customers of another stack have their alarms there, which depends on this one.
      alarms: () => this.alarmSet.alarms.filter((alarm) => Stack.of(alarm) === stack || Stack.of(alarm) === Stack.of(construct)),
      accessLogGroup: this.accessLogGroup,
    });
    dashboard.addWidgets(...rows.map((row) => new cloudwatch.Row(...row)));
  }

  /** Adds an alarm of the whole API. */
  public addAlarm(definition: AlarmDefinition, tuning: AlarmTuning | undefined): void {
    this.alarmSet.add(this.alarmScope, definition, this.api.metrics().requests, tuning);
  }

  /**
   * Adds the alarms of one route.
   *
   * @param construct where what belongs to the route is created
   * @param detailedMetrics what the route says itself
   * @throws when they would have nothing to look at
   */
  public addRouteAlarms(construct: Construct, key: RouteKey, alarms: StandardAlarmsOptions, detailedMetrics?: boolean): void {
    if ((detailedMetrics ?? this.options.detailedMetrics) === false) {
      const who = detailedMetrics === undefined ? 'the API' : 'it';
      throw new Error(`route ${JSON.stringify(key.toString())} has alarms, but ${who} has detailedMetrics: false, so that there are no metrics of single routes; leave out one of the two`);
    }
    const metrics = this.api.metrics(key);
    const scope = new Construct(construct, 'Alarms');
    for (const definition of defaultAlarms(`Route ${key.toString()} of ${this.subject}`, metrics)) {
      this.alarmSet.add(scope, definition, metrics.requests, tuningOf(alarms, definition.name));
    }
  }

  /** Warns of alarms that there are not, because nothing can be counted. */
  public warnOfUncounted(wanted: { readonly [alarm: string]: AlarmTuning | undefined }): void {
    const tunings = { throttledRequests: this.options.alarms?.throttledRequests, ...wanted };
    const missing = Object.entries(tunings).flatMap(([name, tuning]) => (tuning?.enabled === false ? [] : [name]));
    if (this.countsLines || !this.alarmSet.enabled || missing.length === 0) return;
    Annotations.of(this.api.construct).addWarningV2('cdk-apigateway-patterns:alarms-without-log',
      `there is no alarm ${missing.join(', ')}: it counts lines of the access log, which has no log group or a format of its own; use AccessLogs.toNewLogGroup(), or switch the alarm off with enabled: false`);
  }

  private get accessLogGroup(): logs.ILogGroup | undefined {
    return this.countsLines ? this.api.accessLogGroup : undefined;
  }
}

function tuningOf(options: StandardAlarmsOptions | undefined, name: string): AlarmTuning | undefined {
  const byName: { readonly [name: string]: AlarmTuning | undefined } = {
    serverErrorRate: options?.serverErrorRate,
    clientErrorRate: options?.clientErrorRate,
    latencyP99: options?.latencyP99,
    integrationLatencyP99: options?.integrationLatencyP99,
  };
  return byName[name];
}
