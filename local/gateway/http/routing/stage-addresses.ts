import { HttpApi, HttpDomain } from '../../../model/http-api';

/** Where a request is to be answered. */
export interface StageAddress<S> {
  readonly stage: S;
  /** Percent-encoded path behind stage or base path, with its leading slash. */
  readonly rawPath: string;
  /** Custom domain that the caller named. */
  readonly domain?: HttpDomain;
}

/** The stage of that name has no segment in paths. */
export const DEFAULT_STAGE = '$default';

/**
 * Finds the stage that a request is for. Under a custom domain the mapping with the longest base path decides. Else the first segment of the path, if it is
 * the name of a stage; the rest belongs to `$default`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html
 */
export class StageAddresses<S> {
  private readonly named: ReadonlyMap<string, S>;
  private readonly default: S | undefined;
  /** Mappings by domain name, longest base path first. */
  private readonly domains = new Map<string, HttpDomain[]>();
  private readonly isDefaultOnly: boolean;

  public constructor(private readonly api: Pick<HttpApi, 'domains' | 'elsewhere' | 'executeApiDisabled'>, private readonly stages: ReadonlyMap<string, S>) {
    this.named = new Map([...stages].filter(([name]) => name !== DEFAULT_STAGE));
    this.default = stages.get(DEFAULT_STAGE);
    for (const domain of api.domains) {
      const name = domain.domainName.toLowerCase();
      this.domains.set(name, [...this.domains.get(name) ?? [], domain].sort((one, other) => other.basePath.length - one.basePath.length));
    }
    this.isDefaultOnly = this.named.size === 0 && this.domains.size === 0 && !api.executeApiDisabled;
  }

  /** @param path percent-encoded, as the caller sent it */
  public find(host: string | undefined, path: string): StageAddress<S> | string {
    // What most APIs are.
    if (this.isDefaultOnly && this.default !== undefined) return { stage: this.default, rawPath: path };
    const mappings = this.domains.get(hostName(host));
    if (mappings) return this.ofDomain(mappings, path);
    if (this.api.executeApiDisabled) {
      const names = [...this.domains.keys()].join(', ');
      return `its execute-api endpoint is disabled: it answers requests whose Host is ${names || 'one of its custom domains, and it has none'} only`;
    }
    const slash = path.indexOf('/', 1);
    const first = slash < 0 ? path.slice(1) : path.slice(1, slash);
    const stage = this.named.get(first);
    if (stage !== undefined) return { stage, rawPath: slash < 0 ? '/' : path.slice(slash) };
    if (this.default !== undefined) return { stage: this.default, rawPath: path };
    return `the API has no stage ${JSON.stringify(first)}: paths start with ${[...this.named.keys()].map((name) => `/${name}/`).join(', ') || 'a stage, and it has none'}`;
  }

  private ofDomain(mappings: readonly HttpDomain[], path: string): StageAddress<S> | string {
    const domain = mappings.find(({ basePath }) => isWithin(basePath, path));
    const name = mappings[0]?.domainName.toLowerCase();
    const taken = this.api.elsewhere?.find(({ domainName, basePath }) => (
      domainName.toLowerCase() === name && isWithin(basePath, path) && basePath.length > (domain?.basePath.length ?? -1)
    ));
    if (taken) return `${taken.domainName.toLowerCase()}/${taken.basePath} leads to another API: call that one at its own address`;
    const stage = domain && this.stages.get(domain.stageName);
    if (domain === undefined || stage === undefined) return `no mapping of ${mappings[0]?.domainName ?? 'the domain'} to a stage of the API fits the path`;
    const rawPath = domain.basePath === '' ? path : path.slice(domain.basePath.length + 1);
    return { stage, rawPath: rawPath === '' ? '/' : rawPath, domain };
  }
}

function isWithin(basePath: string, path: string): boolean {
  return basePath === '' || path === `/${basePath}` || path.startsWith(`/${basePath}/`);
}

function hostName(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '').toLowerCase();
}
