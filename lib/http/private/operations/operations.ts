import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { ROTATION_TUNING, rotationAlarm } from './rotation-alarm';
import type { LogMetrics } from '../../../common/access-log/log-metrics';
import type { AlarmTuning } from '../../../common/alarm-options';
import { unauthorizedAlarm } from '../../../common/alarms/log-alarms';
import { requestsBy } from '../../../common/dashboard/log-queries';
import { ApiOperations } from '../../../common/operations/api-operations';
import type { HttpJwtApi } from '../../http-jwt-api';
import type { HttpJwtApiProps } from '../../http-jwt-api-props';
import { addressField, claimField } from '../access-log-format';

/** For whoever is paged. */
const UNAUTHORIZED_CAUSES = 'authorizerError in the access log: '
  + 'a client whose tokens expire, an issuer whose keys can\'t be fetched, or someone who tries tokens';

type Watched = Pick<HttpJwtApiProps, 'alarms' | 'dashboard' | 'logQueries' | 'detailedMetrics' | 'cloudFrontProtection'>;

/** What tells how an HTTP API is doing: what tells it of every API, and who is not let in. */
export function httpOperations(api: HttpJwtApi, props: Watched, logMetrics: LogMetrics, claims: readonly string[]): ApiOperations {
  const subject = claimField(claims);
  const address = addressField(props.cloudFrontProtection ? 'function' : 'service');
  const operations = new ApiOperations({
    construct: api,
    name: api.apiName,
    accessLogGroup: api.accessLogGroup,
    logMetrics,
    metrics: (route) => api._watchedMetrics(route),
    callerFields: [...(subject === undefined ? [] : [subject]), 'caller', address].join(', '),
    callers: subject === undefined ? requestsBy('address', address) : requestsBy('caller', subject),
    throttleCauses: 'one who floods the API, those of one route, then its limit is too low, or everybody, then the limit of the stage or of the account is too low',
    refusals: { title: 'Throttled and unauthorized requests', metrics: () => refusalsOf(logMetrics) },
  }, props);
  const { unauthorizedRequests } = props.alarms ?? {};
  if (operations.countsLines) {
    const unauthorized = unauthorizedAlarm(operations.subject, UNAUTHORIZED_CAUSES, (period) => logMetrics.unauthorized({ period }));
    operations.addAlarm(unauthorized, unauthorizedRequests);
  }
  operations.warnOfUncounted({ unauthorizedRequests });
  return operations;
}

/** Adds an alarm for the secret between CloudFront and the API. */
export function watchRotation(operations: ApiOperations, rotation: lambda.IFunction, tuning: AlarmTuning | undefined): void {
  operations.addAlarm(rotationAlarm(operations.subject, rotation), { ...ROTATION_TUNING, ...tuning });
}

function refusalsOf(logMetrics: LogMetrics): cloudwatch.IMetric[] {
  return [logMetrics.throttled({ label: '429' }), logMetrics.unauthorized({ label: '401 and 403' })];
}
