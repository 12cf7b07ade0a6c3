import { UnknownValueError } from '../../assembly/template-error';
import { isObject, Json, JsonObject } from '../../json';
import { HttpDomain, HttpStage } from '../http-api';
import { StackResources } from '../stack-resources';

/** An API as a distribution may find it. */
export interface OriginSubject {
  readonly apiId: string;
  readonly stages: readonly HttpStage[];
  readonly domains: readonly HttpDomain[];
}

interface Origin {
  readonly host: string;
  /** What is put before the paths of requests, without slashes at its ends. */
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
}

/**
 * Stages with the headers that distributions of the templates add to requests on their way to them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
 */
export function withOriginHeaders(api: OriginSubject, all: StackResources): readonly HttpStage[] {
  const origins = all.of('AWS::CloudFront::Distribution').flatMap(({ properties }) => originsOf(properties.value));
  if (origins.length === 0) return api.stages;
  return api.stages.map((stage) => {
    const headers = new Map(origins.filter((origin) => leadsTo(origin, stage, api)).flatMap((origin) => [...origin.headers]));
    return headers.size === 0 ? stage : { ...stage, originHeaders: headers };
  });
}

function leadsTo({ host, path }: Origin, { name }: HttpStage, { apiId, stages, domains }: OriginSubject): boolean {
  if (host.startsWith(`${apiId}.execute-api.`)) {
    const [first = ''] = path.split('/');
    // Without a path of the origin the viewer chooses the stage.
    return first === '' || first === name || (name === '$default' && !stages.some((stage) => stage.name === first));
  }
  return domains.some(({ domainName, basePath, stageName }) => stageName === name && domainName === host && (path === '' || `${path}/`.startsWith(basePath === '' ? '' : `${basePath}/`)));
}

/** Distributions are not served: what is not as it should be, or known to AWS only, has no headers. */
function originsOf(properties: JsonObject): Origin[] {
  const config = member(properties, 'DistributionConfig');
  return objects(member(isObject(config) ? config : {}, 'Origins')).flatMap((origin) => {
    const [host, path = ''] = [member(origin, 'DomainName'), member(origin, 'OriginPath')];
    if (typeof host !== 'string' || typeof path !== 'string') return [];
    const headers = objects(member(origin, 'OriginCustomHeaders')).flatMap((header): [string, string][] => {
      const [name, value] = [member(header, 'HeaderName'), member(header, 'HeaderValue')];
      return typeof name === 'string' && typeof value === 'string' ? [[name.toLowerCase(), value]] : [];
    });
    return [{ host: host.toLowerCase(), path: path.replace(/^\/+|\/+$/g, ''), headers: new Map(headers) }];
  });
}

function objects(list: Json | undefined): JsonObject[] {
  return Array.isArray(list) ? [...list.keys()].map((index) => known(() => list[index])).filter((item) => isObject(item)) : [];
}

function member(object: JsonObject, name: string): Json | undefined {
  return known(() => object[name]);
}

function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnknownValueError) return undefined;
    throw error;
  }
}
