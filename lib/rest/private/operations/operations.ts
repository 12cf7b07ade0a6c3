import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { checkQuotaUsage } from '../../../common/alarms/check-tuning';
import { authorizerFailuresAlarm, unauthorizedAlarm } from '../../../common/alarms/log-alarms';
import { quotaAlarm } from '../../../common/alarms/quota-alarm';
import { requestsBy } from '../../../common/dashboard/log-queries';
import { ApiOperations } from '../../../common/operations/api-operations';
import type { QuotaLimits } from '../../../common/quota';
import type { ApiCustomer } from '../../api-customer';
import type { RestAlarmsOptions, RestRouteAlarmsOptions } from '../../rest-alarms';
import type { RestApiWithUsagePlansProps } from '../../rest-api-props';
import type { RestApiWithUsagePlans } from '../../rest-api-with-usage-plans';
import type { RestLogMetrics } from '../rest-log-metrics';
import type { RouteModel } from '../routes/route-model';

/** For whoever is paged. */
const UNAUTHORIZED_CAUSES = 'errorType in the access log: '
  + 'a client whose tokens expire or whose key is not valid, requests that the web ACL blocks, or someone who tries credentials';

type Watched = Pick<RestApiWithUsagePlansProps, 'alarms' | 'dashboard' | 'logQueries' | 'detailedMetrics'>;

/** What tells how a REST API is doing: what tells it of every API, and failing authorizers and quotas. */
export class Operations {
  private readonly shared: ApiOperations;
  private readonly options: RestAlarmsOptions;
  private watchesAuthorizers = false;

  public constructor(api: RestApiWithUsagePlans, props: Watched, private readonly logMetrics: RestLogMetrics) {
    this.options = props.alarms ?? {};
    if (this.options.quotaUsage) checkQuotaUsage(this.options.quotaUsage);
    this.shared = new ApiOperations({
      construct: api,
      name: api.apiName,
      accessLogGroup: api.accessLogGroup,
      logMetrics,
      metrics: (route) => api._watchedMetrics(route),
      callerFields: 'apiKeyId, caller, ip',
      callers: requestsBy('customer', 'apiKeyId'),
      throttleCauses: 'one above their plan, or everybody, then the limit of the stage or of the account is too low',
      refusals: {
        title: 'Throttled requests and authorizer failures',
        metrics: () => [logMetrics.throttled({ label: '429' }), logMetrics.authorizerFailures({ label: 'authorizer failures' })],
      },
    }, props);
    this.watchRefusals();
    this.shared.warnOfUncounted({
      authorizerFailures: this.options.authorizerFailures,
      ...(this.options.unauthorizedRequests && { unauthorizedRequests: this.options.unauthorizedRequests }),
      ...(this.options.quotaUsage && { quotaUsage: {} }),
    });
    this.shared.createDashboard();
  }

  /** All alarms so far. */
  public get alarms(): cloudwatch.Alarm[] {
    return this.shared.alarms;
  }

  public get dashboard(): cloudwatch.Dashboard | undefined {
    return this.shared.dashboard;
  }

  public addDashboardWidgets(dashboard: cloudwatch.Dashboard): void {
    this.shared.addDashboardWidgets(dashboard);
  }

  /** @throws when the route asks for alarms that would have nothing to look at. */
  public addRoute(route: RouteModel, alarms: RestRouteAlarmsOptions | undefined): void {
    if (route.authorization.authorizer) this.watchAuthorizers();
    if (alarms) this.shared.addRouteAlarms(route.construct, route.key, alarms, route.detailedMetrics);
  }

  public addCustomer(customer: ApiCustomer, quota: QuotaLimits | undefined): void {
    const { quotaUsage } = this.options;
    const { alarmSet, countsLines } = this.shared;
    if (!quotaUsage || !quota || !alarmSet.enabled || !countsLines) return;
    const requests = (period: cloudwatch.MetricOptions['period']) => this.logMetrics.customerRequests(customer.apiKeyId, { period });
    alarmSet.create(customer, 'QuotaUsage', quotaAlarm(customer.node.id, quota, quotaUsage.threshold ?? 0.8, requests));
  }

  private watchRefusals(): void {
    const { unauthorizedRequests: tuning } = this.options;
    if (!tuning || !this.shared.countsLines) return;
    this.shared.addAlarm(unauthorizedAlarm(this.shared.subject, UNAUTHORIZED_CAUSES, (period) => this.logMetrics.unauthorized({ period })), tuning);
  }

  private watchAuthorizers(): void {
    if (this.watchesAuthorizers || !this.shared.countsLines) return;
    this.watchesAuthorizers = true;
    const definition = authorizerFailuresAlarm(this.shared.subject, (period) => this.logMetrics.authorizerFailures({ period }));
    this.shared.addAlarm(definition, this.options.authorizerFailures);
  }
}
