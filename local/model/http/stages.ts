import { HttpDefinition } from './definition';
import { lowerId } from '../../assembly/physical/deterministic';
import { readAccessLog } from '../access-log';
import { HttpRouteSettings, HttpStage } from '../http-api';
import { readThrottle } from '../limits';
import { Properties } from '../properties';
import { StackResource } from '../stack-resources';

/** Reads the stages of an API. @throws TemplateError for two of one name. */
export function readHttpStages(definition: HttpDefinition): HttpStage[] {
  const { all, apiId } = definition;
  const stages = new Map<string, HttpStage>();
  for (const entry of all.of('AWS::ApiGatewayV2::Stage')) {
    const { properties } = entry;
    if (properties.text('ApiId') !== apiId) continue;
    const stage = readStage(definition, entry);
    const other = stages.get(stage.name);
    if (other) properties.refuse('StageName', 'a name that is unique in its API', `${other.logicalId} is a stage of the same name`, 'rename one of the two');
    stages.set(stage.name, stage);
  }
  return [...stages.values()];
}

/** A stage without settings to which everything is deployed at once. */
export function automaticStage(apiId: string, logicalId: string, name: string): HttpStage {
  return {
    logicalId,
    name,
    variables: new Map(),
    defaultRouteSettings: { detailedMetrics: false },
    routeSettings: new Map(),
    deploymentId: automaticDeployment(apiId, name),
  };
}

function readStage(definition: HttpDefinition, entry: StackResource): HttpStage {
  const { all, apiId, routes } = definition;
  const { properties, resource: { logicalId } } = entry;
  const name = properties.requiredText('StageName');
  if (!/^(\$default|[A-Za-z0-9_-]{1,128})$/.test(name)) properties.refuse('StageName', '$default, or letters, digits, _ and -, at most 128');
  const routeSettings = new Map(properties.object('RouteSettings').members().map(([key, settings]) => [key, readRouteSettings(settings)]));
  for (const key of routeSettings.keys()) {
    if (!routes.has(key)) all.leaveOut(entry, `its RouteSettings name the route ${JSON.stringify(key)}, which the API does not have: the service refuses such a stage`);
  }
  const accessLog = readAccessLog(properties.object('AccessLogSettings'), (detail) => all.leaveOut(entry, detail));
  const deploymentId = deploymentOf(definition, properties, name);
  if (deploymentId === undefined) all.leaveOut(entry, 'nothing is deployed to it, so it has no routes: set AutoDeploy, or refer to an AWS::ApiGatewayV2::Deployment');
  return {
    ...automaticStage(apiId, logicalId, name),
    variables: properties.map('StageVariables'),
    defaultRouteSettings: readRouteSettings(properties.object('DefaultRouteSettings')),
    routeSettings,
    ...(accessLog && { accessLog }),
    deploymentId,
  };
}

function readRouteSettings(properties: Properties): HttpRouteSettings {
  const throttle = readThrottle(properties, 'ThrottlingRateLimit', 'ThrottlingBurstLimit');
  return { ...(throttle && { throttle }), detailedMetrics: properties.flag('DetailedMetricsEnabled') ?? false };
}

/** What is deployed to a stage: whatever there is, the deployment that it refers to, or the last one that names it. */
function deploymentOf({ all, apiId }: HttpDefinition, properties: Properties, stageName: string): string | undefined {
  if (properties.flag('AutoDeploy') === true) return automaticDeployment(apiId, stageName);
  const naming = all.of('AWS::ApiGatewayV2::Deployment').filter((entry) => entry.properties.text('ApiId') === apiId && entry.properties.text('StageName') === stageName);
  return properties.text('DeploymentId') ?? naming.at(-1)?.resource.ref;
}

const automaticDeployment = (apiId: string, stageName: string): string => lowerId(`${apiId}/${stageName}/deployment`, 6);
