import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { RouteModel } from './routes/route-model';
import type { ExecutionLogLevel } from '../../common/execution-logs';
import type { ThrottleLimits } from '../../common/throttle';

/** What holds for every method of a stage. */
export interface StageSettings {
  readonly throttle: ThrottleLimits;
  readonly logLevel: ExecutionLogLevel;
  readonly dataTrace: boolean;
  readonly detailedMetrics: boolean;
}

/**
 * Method settings of a stage, first those for all methods, then those of routes with a throttle of their own. An entry is complete: whatever an entry
 * leaves out would be reset for its method, and what is left out for all methods is the account's limit, or stays what it was before.
 */
export function methodSettings(settings: StageSettings, routes: readonly RouteModel[]): apigateway.CfnStage.MethodSettingProperty[] {
  const entry = (resourcePath: string, httpMethod: string, throttle: ThrottleLimits): apigateway.CfnStage.MethodSettingProperty => ({
    resourcePath,
    httpMethod,
    throttlingRateLimit: throttle.rateLimit,
    throttlingBurstLimit: throttle.burstLimit,
    loggingLevel: settings.logLevel,
    dataTraceEnabled: settings.dataTrace,
    metricsEnabled: settings.detailedMetrics,
    cachingEnabled: false,
  });
  return [
    entry('/*', '*', settings.throttle),
    ...routes.flatMap(({ key, throttle }) => (throttle ? [entry(`/${key.path.replaceAll('/', '~1')}`, key.method, throttle)] : [])),
  ];
}
