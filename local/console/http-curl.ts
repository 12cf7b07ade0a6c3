import { CatalogueCredentials } from './catalogue';
import { curlCommand, fillPath, quote } from './curl';
import { IssuerProfile } from '../issuer/issuer-profile';
import { HttpAuthorizer, HttpRoute } from '../model/http-api';

export interface HttpCurlSubject {
  /** Address of the stage. */
  readonly url: string;
  readonly route: HttpRoute;
  readonly authorizer: HttpAuthorizer | undefined;
  readonly region: string;
  readonly credentials: CatalogueCredentials | undefined;
  /** Issuers whose place the local one takes. */
  readonly standsInFor: readonly IssuerProfile[];
  /** Custom domain that the call must name. */
  readonly host?: string;
}

const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** A command that calls the route once with everything it demands: host, token or signature, what identifies the caller, a body. */
export function httpCurl({ url, route, authorizer, region, credentials, standsInFor, host }: HttpCurlSubject): string {
  const [method = '', path = '/'] = route.routeKey === '$default' ? ['ANY', '/'] : route.routeKey.split(' ');
  const headers = new Map<string, string>();
  if (host !== undefined) headers.set('host', quote(`host: ${host}`));
  const query: string[] = [];
  for (const source of authorizer?.identitySources ?? []) {
    const [, place, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
    if (place === 'querystring') query.push(`${encodeURIComponent(name)}=TOKEN`);
    if (place !== 'header') continue;
    const command = tokenCommand(authorizer, route, standsInFor);
    const bearer = authorizer?.type === 'JWT' ? 'Bearer TOKEN' : 'TOKEN';
    headers.set(name.toLowerCase(), command === undefined ? quote(`${name.toLowerCase()}: ${bearer}`) : `"${name.toLowerCase()}: Bearer $(${command})"`);
  }
  const body = WITH_BODY.has(method) ? '{}' : undefined;
  if (body !== undefined) headers.set('content-type', quote('content-type: application/json'));
  return curlCommand({
    verb: method === 'ANY' ? 'GET' : method,
    target: `${url}${fillPath(path)}${query.length === 0 ? '' : `?${query.join('&')}`}`,
    headers,
    ...(body !== undefined && { body }),
    ...(route.authorizationType === 'AWS_IAM' && { signature: { region, ...(credentials && { credentials }) } }),
  });
}

/** The command that makes a token for a route, where the local issuer takes the place of the one that is trusted. */
function tokenCommand(
  authorizer: HttpAuthorizer | undefined, { authorizationScopes: [scope] }: HttpRoute, standsInFor: readonly IssuerProfile[],
): string | undefined {
  const jwt = authorizer?.jwt;
  const profile = standsInFor.find(({ issuer }) => issuer === jwt?.issuer);
  if (!jwt || !profile) return undefined;
  const words = ['npx', 'apigateway-local', 'token'];
  if (scope !== undefined) words.push('--scope', scope);
  if (standsInFor.length > 1) words.push('--issuer', jwt.issuer);
  const [usual] = profile.kind === 'cognito' ? profile.clientIds : profile.audience;
  const [audience] = jwt.audience;
  if (audience !== undefined && !jwt.audience.some((one) => one === usual)) words.push(profile.kind === 'cognito' ? '--client-id' : '--audience', audience);
  return words.map(quote).join(' ');
}
