import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { ExecutionLogLevel } from '../../common/execution-logs';
import type { RouteKey } from '../../common/private/route-key';
import { differs, type RouteSettings } from '../../common/stage/route-settings';
import type { ThrottleLimits } from '../../common/throttle';
import type { RestApiWithUsagePlansProps } from '../rest-api-props';

/** What holds for every method of a stage. */
export interface StageSettings {
  readonly throttle: ThrottleLimits;
  readonly logLevel: ExecutionLogLevel;
  readonly dataTrace: boolean;
  readonly detailedMetrics: boolean;
}

/** What the props say, completed. */
export function stageSettingsOf({ throttle, executionLogs, detailedMetrics }: RestApiWithUsagePlansProps): StageSettings {
  return {
    throttle: throttle ?? { rateLimit: 1000, burstLimit: 500 },
    logLevel: executionLogs?.level ?? ExecutionLogLevel.ERROR,
    dataTrace: executionLogs?.dataTrace ?? false,
    detailedMetrics: detailedMetrics ?? true,
  };
}

/** A route that may differ from its stage. */
interface SetRoute extends RouteSettings {
  readonly key: RouteKey;
}

/**
 * Method settings of a stage, first those for all methods, then those of routes with settings of their own. An entry is complete: whatever an entry
 * leaves out would be reset for its method, and what is left out for all methods is the account's limit, or stays what it was before.
 */
export function methodSettings(settings: StageSettings, routes: readonly SetRoute[]): apigateway.CfnStage.MethodSettingProperty[] {
  const entry = (resourcePath: string, httpMethod: string, own: RouteSettings): apigateway.CfnStage.MethodSettingProperty => ({
    resourcePath,
    httpMethod,
    throttlingRateLimit: (own.throttle ?? settings.throttle).rateLimit,
    throttlingBurstLimit: (own.throttle ?? settings.throttle).burstLimit,
    loggingLevel: settings.logLevel,
    dataTraceEnabled: settings.dataTrace,
    metricsEnabled: own.detailedMetrics ?? settings.detailedMetrics,
    cachingEnabled: false,
  });
  return [
    entry('/*', '*', {}),
    ...routes.filter(differs).map((route) => entry(`/${route.key.path.replaceAll('/', '~1')}`, route.key.method, route)),
  ];
}
