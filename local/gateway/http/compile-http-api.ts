import { CompiledHttpApi, CompiledHttpRoute, CompiledHttpStage } from './compiled-http-api';
import { contextReader } from './context-variables';
import { compileCors } from './cors';
import { HttpGatewayDependencies } from './dependencies';
import { HttpGateway } from './http-gateway';
import { compileIntegration } from './integrations/compile-integration';
import { compileRouteThrottle } from './route-throttle';
import { HttpRouteTree } from './routing/route-tree';
import { StageAddresses } from './routing/stage-addresses';
import { compileAccessLogFormat } from '../../mapping/access-log-format';
import { HttpApi, HttpStage } from '../../model/http-api';
import { NotServed } from '../../model/model';

/**
 * Compiles everything of an HTTP API: routes, mappings, CORS, throttles, log formats.
 *
 * What can't be compiled is in `notServed` of the result and answers 501 with the reason; the rest of the API is served. Never throws for a part.
 */
export function compileHttpApi(api: HttpApi, dependencies: HttpGatewayDependencies): HttpGateway {
  const notices: NotServed[] = [];
  const routes = new HttpRouteTree<CompiledHttpRoute>();
  for (const route of api.routes) {
    const { integrate, notServed } = compileIntegration(route, dependencies);
    if (notServed !== undefined) {
      const detail = `${route.routeKey}: ${notServed}: it answers 501`;
      notices.push({ stack: api.stack, logicalId: route.integration?.logicalId ?? route.logicalId, type: 'AWS::ApiGatewayV2::Integration', detail });
    }
    routes.add(route.routeKey, { model: route, integrate });
  }
  const stages = new Map(api.stages.map((stage) => [stage.name, compileStage(api, stage, dependencies)]));
  const compiled: CompiledHttpApi = {
    model: api,
    routes,
    addresses: new StageAddresses(api, stages),
    ...(api.cors && { cors: compileCors(api.cors) }),
  };
  return new HttpGateway(compiled, dependencies, notices);
}

function compileStage(api: HttpApi, stage: HttpStage, dependencies: HttpGatewayDependencies): CompiledHttpStage {
  const { accountThrottle, authorization, clock, meters } = dependencies;
  const { accessLog, routeSettings, defaultRouteSettings } = stage;
  const routeKeys = api.routes.map(({ routeKey }) => routeKey);
  const isDetailed = (routeKey: string): boolean => (routeSettings.get(routeKey) ?? defaultRouteSettings).detailedMetrics;
  return {
    model: stage,
    throttle: compileRouteThrottle(stage, routeKeys, accountThrottle, clock),
    authorization: authorization(api, stage),
    ...(meters && { meter: meters.stage(api.apiId, stage.name, isDetailed) }),
    ...(accessLog && { accessLog: { logGroup: accessLog.logGroup, format: compileAccessLogFormat(accessLog.format, contextReader) } }),
  };
}
