import { Annotations, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { watchedMetrics } from './route-metrics';
import { AlarmSet } from '../../../common/alarms/alarm-set';
import { checkQuotaUsage } from '../../../common/alarms/check-tuning';
import { defaultAlarms } from '../../../common/alarms/default-alarms';
import { authorizerFailuresAlarm, throttledAlarm } from '../../../common/alarms/log-alarms';
import { quotaAlarm } from '../../../common/alarms/quota-alarm';
import { apiWidgets, type WatchedApi } from '../../../common/dashboard/api-widgets';
import { LogQueries } from '../../../common/dashboard/log-queries';
import type { QuotaLimits } from '../../../common/quota';
import type { ApiCustomer } from '../../api-customer';
import type { RestAlarmsOptions, RestRouteAlarmsOptions } from '../../rest-alarms';
import type { RestApiWithUsagePlansProps } from '../../rest-api-props';
import type { RestApiWithUsagePlans } from '../../rest-api-with-usage-plans';
import type { RestLogMetrics } from '../rest-log-metrics';
import type { RouteModel } from '../routes/route-model';

type Watched = Pick<RestApiWithUsagePlansProps, 'alarms' | 'dashboard' | 'logQueries' | 'detailedMetrics'>;

/** What tells how an API is doing: alarms, dashboard, saved queries. */
export class Operations {
  public readonly dashboard?: cloudwatch.Dashboard;
  private readonly alarmSet: AlarmSet;
  private readonly alarmScope: Construct;
  private readonly options: RestAlarmsOptions;
  private watchesAuthorizers = false;

  public constructor(private readonly api: RestApiWithUsagePlans, private readonly props: Watched, private readonly logMetrics: RestLogMetrics) {
    this.options = props.alarms ?? {};
    if (this.options.quotaUsage) checkQuotaUsage(this.options.quotaUsage);
    this.alarmSet = new AlarmSet(api, this.options);
    this.alarmScope = new Construct(api, 'Alarms');
    this.addApiAlarms();
    if (this.logMetrics.available && api.accessLogGroup && (props.logQueries ?? true)) new LogQueries(api, 'LogQueries', api.apiName, api.accessLogGroup);
    if (props.dashboard) {
      this.dashboard = new cloudwatch.Dashboard(api, 'Dashboard', { ...props.dashboard });
      this.addDashboardWidgets(this.dashboard);
    }
  }

  /** All alarms so far. */
  public get alarms(): cloudwatch.Alarm[] {
    return [...this.alarmSet.alarms];
  }

  public addDashboardWidgets(dashboard: cloudwatch.Dashboard): void {
    const stack = Stack.of(dashboard);
    const watched: WatchedApi = {
      title: this.api.apiName,
      metrics: watchedMetrics(this.api),
      refusals: this.logMetrics.available ? [this.logMetrics.throttled({ label: '429' }), this.logMetrics.authorizerFailures({ label: 'authorizer failures' })] : [],
      // Customers of another stack have their alarms there, which depends on this one.
      alarms: () => this.alarmSet.alarms.filter((alarm) => Stack.of(alarm) === stack || Stack.of(alarm) === Stack.of(this.api)),
      accessLogGroup: this.logMetrics.available ? this.api.accessLogGroup : undefined,
    };
    dashboard.addWidgets(...apiWidgets(watched).map((row) => new cloudwatch.Row(...row)));
  }

  /** @throws when the route asks for alarms that would have nothing to look at. */
  public addRoute(route: RouteModel, alarms: RestRouteAlarmsOptions | undefined): void {
    if (route.authorization.authorizer) this.watchAuthorizers();
    if (!alarms) return;
    if (this.props.detailedMetrics === false) {
      throw new Error(`route ${JSON.stringify(route.key.toString())} has alarms, but the API has detailedMetrics: false, so that there are no metrics of single routes; leave out one of the two`);
    }
    const metrics = watchedMetrics(this.api, route.key);
    const scope = new Construct(route.construct, 'Alarms');
    for (const definition of defaultAlarms(`Route ${route.key.toString()} of ${this.subject}`, metrics)) {
      this.alarmSet.add(scope, definition, metrics.requests, tuningOf(alarms, definition.name));
    }
  }

  public addCustomer(customer: ApiCustomer, quota: QuotaLimits | undefined): void {
    const { quotaUsage } = this.options;
    if (!quotaUsage || !quota || !this.alarmSet.enabled || !this.logMetrics.available) return;
    const requests = (period: cloudwatch.MetricOptions['period']) => this.logMetrics.customerRequests(customer.apiKeyId, { period });
    this.alarmSet.create(customer, 'QuotaUsage', quotaAlarm(customer.node.id, quota, quotaUsage.threshold ?? 0.8, requests));
  }

  private get subject(): string {
    return `API ${this.api.apiName}`;
  }

  private addApiAlarms(): void {
    const metrics = watchedMetrics(this.api);
    for (const definition of defaultAlarms(this.subject, metrics)) {
      this.alarmSet.add(this.alarmScope, definition, metrics.requests, tuningOf(this.options, definition.name));
    }
    const { throttledRequests, authorizerFailures, quotaUsage } = this.options;
    if (this.logMetrics.available) {
      this.alarmSet.add(this.alarmScope, throttledAlarm(this.subject, (period) => this.counted('throttled', period)), metrics.requests, throttledRequests);
      return;
    }
    const missing = [
      ...(throttledRequests?.enabled === false ? [] : ['throttledRequests']),
      ...(authorizerFailures?.enabled === false ? [] : ['authorizerFailures']),
      ...(quotaUsage ? ['quotaUsage'] : []),
    ];
    if (!this.alarmSet.enabled || missing.length === 0) return;
    Annotations.of(this.api).addWarningV2('cdk-apigateway-patterns:alarms-without-log',
      `there is no alarm ${missing.join(', ')}: it counts lines of the access log, which has no log group or a format of its own; use AccessLogs.toNewLogGroup(), or switch the alarm off with enabled: false`);
  }

  private watchAuthorizers(): void {
    if (this.watchesAuthorizers || !this.logMetrics.available) return;
    this.watchesAuthorizers = true;
    const definition = authorizerFailuresAlarm(this.subject, (period) => this.counted('authorizerFailures', period));
    this.alarmSet.add(this.alarmScope, definition, watchedMetrics(this.api).requests, this.options.authorizerFailures);
  }

  private counted(what: 'throttled' | 'authorizerFailures', period: cloudwatch.MetricOptions['period']): cloudwatch.Metric {
    return this.logMetrics[what]({ period });
  }
}

function tuningOf(options: RestRouteAlarmsOptions, name: string): RestAlarmsOptions['serverErrorRate'] {
  const byName: { readonly [name: string]: RestAlarmsOptions['serverErrorRate'] } = {
    serverErrorRate: options.serverErrorRate,
    clientErrorRate: options.clientErrorRate,
    latencyP99: options.latencyP99,
    integrationLatencyP99: options.integrationLatencyP99,
  };
  return byName[name];
}
