import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type { RouteKey } from '../../common/private/route-key';
import { differs, type RouteSettings } from '../../common/stage/route-settings';
import type { ThrottleLimits } from '../../common/throttle';

/** What holds for every route of a stage. */
export interface StageSettings {
  readonly throttle: ThrottleLimits;
  readonly detailedMetrics: boolean;
}

interface Entries {
  readonly [routeKey: string]: object;
}

/** Settings as CloudFormation spells them, all of them. */
export function settingsOf({ throttle, detailedMetrics }: StageSettings): apigwv2.CfnStage.RouteSettingsProperty {
  return { throttlingRateLimit: throttle.rateLimit, throttlingBurstLimit: throttle.burstLimit, detailedMetricsEnabled: detailedMetrics };
}

/**
 * Entries for the routes that differ. An entry is complete: whatever it left out would be reset for its route, to the limits of the account and to no
 * metrics. They are plain JSON for CloudFormation, hence the upper case.
 */
export function routeSettings(stage: StageSettings, routes: readonly (readonly [RouteKey, RouteSettings])[]): Entries | undefined {
  const entries = routes.filter(([, route]) => differs(route)).map(([key, route]) => {
    const { throttle = stage.throttle, detailedMetrics = stage.detailedMetrics } = route;
    const entry = { ThrottlingRateLimit: throttle.rateLimit, ThrottlingBurstLimit: throttle.burstLimit, DetailedMetricsEnabled: detailedMetrics };
    return [key.toString(), entry] as const;
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
