import { CompiledRestApi, CompiledRestRoute, CompiledRestStage } from './compiled-rest-api';
import { contextReader } from './context-variables';
import { RestGatewayDependencies } from './dependencies';
import { notServed } from './gateway-failure';
import { compileIntegration } from './integrations/compile-integration';
import { BinaryMediaTypes } from './message/binary-media-types';
import { GatewayResponses } from './responses/gateway-responses';
import { RestGateway } from './rest-gateway';
import { RouteTable } from './route-table';
import { StageAuthorization } from '../../authorization/authorizers/stage-authorization';
import { messageOf } from '../../errors';
import { compileAccessLogFormat } from '../../mapping/access-log-format';
import { MeteredMethod } from '../../metrics/rest-api-meter';
import { NotServed } from '../../model/model';
import { RestApi, RestMethod, RestStage } from '../../model/rest-api';
import { compileStageThrottle } from '../throttle/stage-throttle';
import { compileRequestValidator } from '../validation/request-validator';

/**
 * Compiles everything of a REST API: routes, validators, templates, mappings, gateway responses, log formats.
 *
 * What can't be compiled is in `notServed` of the result and answers 501 with the reason; the rest of the API is served. Never throws for a part.
 */
export function compileRestApi(api: RestApi, dependencies: RestGatewayDependencies): RestGateway {
  const notices: NotServed[] = [];
  const notice = (logicalId: string, type: string, detail: string): void => {
    notices.push({ stack: api.stack, logicalId, type, detail });
  };
  const routes = new RouteTable();
  for (const resource of api.resources) {
    for (const method of resource.methods) {
      const { integrate, notServed: missing } = compileIntegration(method.integration, dependencies.backends);
      const route = `${method.httpMethod} ${resource.path}`;
      if (missing !== undefined) notice(method.logicalId, 'AWS::ApiGateway::Method', `${route}: ${missing}: it answers 501`);
      const validate = compileValidation(method, (problem) => notice(method.logicalId, 'AWS::ApiGateway::Method', `${route}: ${problem}: it answers 501`));
      routes.add(resource.path, method.httpMethod, { resource, method, methodKey: `${resource.path}/${method.httpMethod}`, validate, integrate });
    }
  }
  const compiled: CompiledRestApi = {
    model: api,
    routes,
    stages: new Map(api.stages.map((stage) => [stage.name, compileStage(api, stage, dependencies)])),
    gatewayResponses: new GatewayResponses(api.gatewayResponses, (type, problem) => notice(api.logicalId, 'AWS::ApiGateway::GatewayResponse', `${type}: ${problem}: it is left out`)),
    binaryMediaTypes: new BinaryMediaTypes(api.binaryMediaTypes),
  };
  return new RestGateway(compiled, dependencies, notices);
}

function compileStage(api: RestApi, stage: RestStage, dependencies: RestGatewayDependencies): CompiledRestStage {
  const { accountThrottle, clock, meters } = dependencies;
  const { accessLog } = stage;
  return {
    model: stage,
    throttle: compileStageThrottle(stage, accountThrottle, clock),
    authorization: new StageAuthorization(api, stage, dependencies),
    ...(meters && { meter: meters.stage(api.name, stage.name, (method) => hasDetailedMetrics(stage, method)) }),
    ...(accessLog && { accessLog: { logGroup: accessLog.logGroup, format: compileAccessLogFormat(accessLog.format, contextReader) } }),
  };
}

function hasDetailedMetrics({ methodSettings }: RestStage, { resource, method }: MeteredMethod): boolean {
  return (methodSettings.get(`${resource.path}/${method.httpMethod}`) ?? methodSettings.get('*/*'))?.metrics ?? false;
}

function compileValidation(method: RestMethod, onProblem: (problem: string) => void): CompiledRestRoute['validate'] {
  try {
    const validator = compileRequestValidator(method);
    return ({ request: { headers, query, body }, pathParameters }) => validator({ headers, query, body, pathParameters });
  } catch (error) {
    const problem = messageOf(error);
    onProblem(problem);
    return () => notServed(problem);
  }
}
