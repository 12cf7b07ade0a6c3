import { CatalogueCredentials, CatalogueRoute, CatalogueStage } from './catalogue';
import { functionOf, functionTarget } from './function-target';
import { httpCurl } from './http-curl';
import { GuardedRoute, guardOf, TokenDemand } from '../issuer/guarded-route';
import { IssuerProfile } from '../issuer/issuer-profile';
import { HttpApi, HttpAuthorizer, HttpDomain, HttpRoute, HttpStage } from '../model/http-api';
import { LocalModel } from '../model/model';

/** A stage of an HTTP API and what is known about where it is served. */
export interface HttpStageSubject {
  readonly model: LocalModel;
  readonly api: HttpApi;
  readonly stage: HttpStage;
  /** Address of the API. */
  readonly origin: string;
  readonly credentials: CatalogueCredentials | undefined;
  /** Issuers whose place the local one takes. */
  readonly standsInFor: readonly IssuerProfile[];
}

/** Describes a stage at the address where it answers: where the execute-api endpoint is disabled, that of its first custom domain. */
export function describeHttpStage(subject: HttpStageSubject): CatalogueStage {
  const { model, api, stage, origin, credentials, standsInFor } = subject;
  const domains = api.domains.filter(({ stageName }) => stageName === stage.name);
  const domain = api.executeApiDisabled ? domains[0] : undefined;
  const url = `${origin}${segmentOf(stage, domain)}`;
  const guards = new Map(api.authorizers.map((authorizer) => [authorizer, guardsOf(model, authorizer)]));
  const headers = stage.originHeaders ?? new Map<string, string>();
  const routes = [...api.routes].sort(byPath).map((route): CatalogueRoute => {
    const authorizer = api.authorizers.find(({ id }) => id === route.authorizerId);
    const guard = authorizer && guards.get(authorizer)?.(route);
    const [method = '', path = ''] = route.routeKey === '$default' ? ['ANY', '$default'] : route.routeKey.split(' ');
    return {
      method,
      path,
      needs: needs(route, authorizer, guard),
      target: target(model, route),
      curl: httpCurl({
        url,
        route,
        authorizer,
        region: api.region,
        credentials,
        standsInFor,
        headers,
        ...(guard?.token && { token: guard.token }),
        ...(domain && { host: domain.domainName }),
      }),
    };
  });
  return {
    name: stage.name,
    url,
    ...(domain && { host: domain.domainName }),
    ...(headers.size > 0 && { headers: Object.fromEntries(headers) }),
    ...(domains.length > 0 && { domains: domains.map(({ domainName, basePath }) => (basePath === '' ? domainName : `${domainName}/${basePath}`)) }),
    routes,
    tiers: [],
  };
}

function segmentOf({ name }: HttpStage, domain: HttpDomain | undefined): string {
  if (domain) return domain.basePath === '' ? '' : `/${domain.basePath}`;
  return name === '$default' ? '' : `/${name}`;
}

/** By path, `$default` at the end. */
function byPath(a: HttpRoute, b: HttpRoute): number {
  const key = ({ routeKey }: HttpRoute): string => (routeKey === '$default' ? '~' : routeKey.split(' ').reverse().join(' '));
  return key(a) < key(b) ? -1 : 1;
}

/** What an authorizer asks of a route, where that is known: a JWT authorizer, and the packaged one behind CloudFront. */
function guardsOf(model: LocalModel, { jwt, uri }: HttpAuthorizer): (route: HttpRoute) => GuardedRoute | undefined {
  if (jwt) return ({ authorizationScopes: scopes }) => ({ token: { ...jwt, scopes } });
  const fn = functionOf(model, uri);
  const guard = fn && guardOf(fn);
  return ({ routeKey }) => guard?.(routeKey);
}

function needs({ authorizationType }: HttpRoute, authorizer: HttpAuthorizer | undefined, guard: GuardedRoute | undefined): string {
  if (authorizationType === 'NONE') return 'none';
  if (authorizationType === 'AWS_IAM') return 'IAM signature';
  if (!authorizer) return 'an authorizer that is not loaded: every call is refused';
  if (!guard) return 'what the Lambda authorizer asks for';
  const parts = [...(guard.token ? [tokenText(guard.token)] : []), ...(authorizer.type === 'REQUEST' ? ['what CloudFront adds'] : [])];
  return parts.join(' and ');
}

function tokenText({ issuer, scopes }: TokenDemand): string {
  return `token of ${issuer}${scopes.length === 0 ? '' : ` with scope ${scopes.join(' or ')}`}`;
}

function target(model: LocalModel, { integration }: HttpRoute): string {
  if (!integration) return 'no integration';
  const { subtype, uri, connectionType } = integration;
  if (subtype !== undefined) return subtype;
  return functionTarget(model, uri) ?? `${connectionType === 'VPC_LINK' ? 'private' : 'http'} ${uri ?? ''}`.trimEnd();
}
