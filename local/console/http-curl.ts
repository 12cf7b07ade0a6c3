import { CatalogueCredentials } from './catalogue';
import { curlCommand, fillPath, quote } from './curl';
import { tokenCommand } from './token-command';
import { TokenDemand } from '../issuer/guarded-route';
import { IssuerProfile } from '../issuer/issuer-profile';
import { HttpAuthorizer, HttpRoute } from '../model/http-api';

export interface HttpCurlSubject {
  /** Address of the stage. */
  readonly url: string;
  readonly route: HttpRoute;
  readonly authorizer: HttpAuthorizer | undefined;
  /** The tokens that the authorizer takes, where that is known. */
  readonly token?: TokenDemand;
  readonly region: string;
  readonly credentials: CatalogueCredentials | undefined;
  /** Issuers whose place the local one takes. */
  readonly standsInFor: readonly IssuerProfile[];
  /** What CloudFront would add. */
  readonly headers: ReadonlyMap<string, string>;
  /** Custom domain that the call must name. */
  readonly host?: string;
}

const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** A command that calls the route once with everything it demands: host, token or signature, what identifies the caller, a body. */
export function httpCurl({ url, route, authorizer, token, region, credentials, standsInFor, headers: added, host }: HttpCurlSubject): string {
  const [method = '', path = '/'] = route.routeKey === '$default' ? ['ANY', '/'] : route.routeKey.split(' ');
  const headers = new Map<string, string>();
  if (host !== undefined) headers.set('host', quote(`host: ${host}`));
  for (const [name, value] of added) headers.set(name, quote(`${name}: ${value}`));
  const query: string[] = [];
  for (const source of identitySources(authorizer, token)) {
    const [, place, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
    if (place === 'querystring') query.push(`${encodeURIComponent(name)}=TOKEN`);
    if (place !== 'header') continue;
    const command = token && tokenCommand(token, standsInFor);
    const bearer = token ? 'Bearer TOKEN' : 'TOKEN';
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

/** The packaged authorizer behind CloudFront has none, because it looks at requests without a token, too. */
function identitySources(authorizer: HttpAuthorizer | undefined, token: TokenDemand | undefined): readonly string[] {
  const sources = authorizer?.identitySources ?? [];
  return sources.length === 0 && token ? ['$request.header.authorization'] : sources;
}
