import { HttpDomain, HttpStage } from '../http-api';
import { Properties } from '../properties';
import { StackResources } from '../stack-resources';

/** Domains under which stages of an API answer, by the mappings of all templates. Names what of a domain is not served. */
export function readHttpDomains(apiId: string, stages: readonly HttpStage[], all: StackResources): HttpDomain[] {
  const domains: HttpDomain[] = [];
  for (const entry of all.of('AWS::ApiGatewayV2::ApiMapping')) {
    const { properties } = entry;
    if (properties.text('ApiId') !== apiId) continue;
    const domainName = properties.requiredText('DomainName').toLowerCase();
    const stageName = properties.requiredText('Stage');
    const basePath = basePathOf(properties);
    if (!stages.some(({ name }) => name === stageName)) {
      all.leaveOut(entry, `its stage ${stageName} is in no loaded template: nothing answers under ${domainName}`);
      continue;
    }
    if (domains.some((other) => other.domainName === domainName && other.basePath === basePath)) {
      properties.refuse('ApiMappingKey', 'a path that no other mapping of the domain has', `${domainName}/${basePath} is mapped already`, 'remove one of the two mappings');
    }
    domains.push({ domainName, basePath, stageName });
  }
  return domains;
}

/** Paths of an API's domains that lead to other APIs. */
export function readPathsElsewhere(apiId: string, domains: readonly HttpDomain[], all: StackResources): Pick<HttpDomain, 'domainName' | 'basePath'>[] {
  return all.of('AWS::ApiGatewayV2::ApiMapping').filter(({ properties }) => properties.text('ApiId') !== apiId)
    .map(({ properties }) => ({ domainName: properties.text('DomainName')?.toLowerCase() ?? '', basePath: basePathOf(properties) }))
    .filter(({ domainName }) => domains.some((own) => own.domainName === domainName));
}

function basePathOf(properties: Properties): string {
  return (properties.text('ApiMappingKey') ?? '').replace(/^\/+|\/+$/g, '');
}

/** Names what custom domains have on AWS and not here. */
export function nameUnservedDomains(all: StackResources, httpApiIds: ReadonlySet<string>, otherApiIds: ReadonlySet<string>): void {
  const served = new Set<string>();
  for (const entry of all.of('AWS::ApiGatewayV2::ApiMapping')) {
    const apiId = entry.properties.text('ApiId') ?? '';
    if (httpApiIds.has(apiId)) served.add(entry.properties.text('DomainName') ?? '');
    else if (otherApiIds.has(apiId)) all.leaveOut(entry, 'custom domains are served for HTTP APIs alone: call this API by its local address');
    else all.leaveOut(entry, `its API ${apiId} is in no loaded stack, so it has no effect: load that stack too`);
  }
  for (const entry of all.of('AWS::ApiGatewayV2::DomainName')) {
    if (!served.has(entry.resource.ref)) continue;
    if (entry.properties.has('MutualTlsAuthentication')) all.leaveOut(entry, 'mutual TLS is not served: no caller is asked for a certificate');
  }
}
