import { readAccessLog } from '../access-log';
import { readThrottle } from '../limits';
import { Properties } from '../properties';
import { RestMethodSettings, RestStage } from '../rest-api';
import { StackResource, StackResources } from '../stack-resources';

/** What stages need to know of their API. */
interface StagedApi {
  readonly apiId: string;
  readonly logicalId: string;
  /** Its methods, as `/orders/{id}/GET`. */
  readonly methodKeys: ReadonlySet<string>;
}

interface WrittenStage {
  readonly name: string;
  readonly deploymentId: string;
  readonly properties: Properties;
}

/** `/~1orders~1{id}` and `GET` become `/orders/{id}/GET`; the whole stage is `*\/*`. */
function methodSettingKey(resourcePath: string, httpMethod: string): string {
  const path = resourcePath.replace(/^\/(?=~1|\*)/, '').replace(/~1/g, '/');
  return path === '*' && httpMethod === '*' ? '*/*' : `${path}/${httpMethod}`;
}

function methodSettings(properties: Properties, report: (detail: string) => void): Map<string, RestMethodSettings> {
  const settings = new Map<string, RestMethodSettings>();
  for (const setting of properties.objects('MethodSettings')) {
    const key = methodSettingKey(setting.text('ResourcePath') ?? '/*', setting.text('HttpMethod') ?? '*');
    const throttle = readThrottle(setting, 'ThrottlingRateLimit', 'ThrottlingBurstLimit');
    settings.set(key, { ...(throttle === undefined ? {} : { throttle }), metrics: setting.flag('MetricsEnabled') ?? false });
    if (setting.flag('CachingEnabled') === true) report('caching is not served yet: every request reaches the backend');
  }
  return settings;
}

/**
 * Names settings that hold for no request. A `*` for the path or the method alone is one of them: the service takes it, and applies it to nothing.
 * @see https://github.com/aws/serverless-application-model/issues/579
 */
function nameUnknownMethods(keys: Iterable<string>, { logicalId, methodKeys }: StagedApi, report: (detail: string) => void): void {
  for (const key of keys) {
    if (key === '*/*' || methodKeys.has(key)) continue;
    report(`its MethodSettings of ${key} have no effect: API ${logicalId} has no such method. Fix: one of ${[...methodKeys, 'or /* with * for all'].join(', ')}`);
  }
}

/** Reads the settings of a stage, which a `Stage` and a `StageDescription` of a deployment share. */
function readStage(entry: StackResource, { name, deploymentId, properties }: WrittenStage, api: StagedApi, all: StackResources): RestStage {
  const report = (detail: string): void => all.leaveOut(entry, detail);
  if (properties.flag('CacheClusterEnabled') === true) report('caching is not served yet: every request reaches the backend');
  if (properties.has('CanarySetting')) report('the canary is not served yet: all requests get the stage\'s own deployment and variables');
  if (properties.has('ClientCertificateId')) report('client certificates are not served: backends are called without one');
  const settings = methodSettings(properties, report);
  nameUnknownMethods(settings.keys(), api, report);
  const accessLog = readAccessLog(properties.object('AccessLogSetting'), report);
  return {
    logicalId: entry.resource.logicalId,
    name,
    variables: properties.map('Variables'),
    methodSettings: settings,
    ...(accessLog && { accessLog }),
    tracing: properties.flag('TracingEnabled') ?? false,
    deploymentId,
  };
}

/** Stages of an API: the `Stage` resources, and those that deployments bring along. @throws TemplateError for two of one name. */
export function readStages(api: StagedApi, all: StackResources): RestStage[] {
  const { apiId } = api;
  const stages = new Map<string, RestStage>();
  const add = (stage: RestStage, properties: Properties): void => {
    const other = stages.get(stage.name);
    if (other) properties.refuse('StageName', 'a name that is unique in its API', `${other.logicalId} is a stage of the same name`, 'rename one of the two, or remove the StageName of the deployment');
    stages.set(stage.name, stage);
  };
  for (const entry of all.of('AWS::ApiGateway::Stage')) {
    const { properties } = entry;
    if (properties.text('RestApiId') !== apiId) continue;
    const name = properties.requiredText('StageName');
    if (!/^(\$default|[A-Za-z0-9_-]{1,128})$/.test(name)) properties.refuse('StageName', 'letters, digits, _ and -, at most 128');
    add(readStage(entry, { name, deploymentId: properties.text('DeploymentId') ?? '', properties }, api, all), properties);
  }
  for (const entry of all.of('AWS::ApiGateway::Deployment')) {
    const { properties, resource } = entry;
    const name = properties.text('StageName');
    if (properties.text('RestApiId') !== apiId || name === undefined) continue;
    // A StageDescription keeps the settings of the whole stage beside the list of single methods.
    const description = properties.object('StageDescription');
    const whole = { ...description.value, ResourcePath: '/*', HttpMethod: '*' };
    const hasWhole = ['ThrottlingRateLimit', 'ThrottlingBurstLimit', 'MetricsEnabled', 'CachingEnabled'].some(key => description.has(key));
    const settings = [...(hasWhole ? [whole] : []), ...description.list('MethodSettings')];
    const described = new Properties({ ...description.value, MethodSettings: settings }, description.at);
    add(readStage(entry, { name, deploymentId: resource.ref, properties: described }, api, all), properties);
  }
  return [...stages.values()];
}
