import { encodeText } from '../../../mapping/escape';
import { MappingError } from '../../../mapping/mapping-error';
import { HttpIntegration } from '../../../model/http-api';
import { BackendAddress, compileBackendUri } from '../../backends/backend-uri';
import { HttpExchange } from '../exchange';
import { badRequest, internalError } from '../failures';
import { HttpFailure } from '../http-failure';
import { functionPath, MappedRequest } from '../message/forwarded-request';
import { DEFAULT_STAGE } from '../routing/stage-addresses';

/** Finds the address for a request, or says why there is none. */
export type AddressOf = (exchange: HttpExchange, mapped: MappedRequest | undefined) => BackendAddress | HttpFailure;

const PARAMETER = /\{([^{}+]+)\+?\}/g;

/**
 * Compiles the URL of an HTTP integration: stage variables may stand anywhere, `{parameters}` behind the host. Of the `$default` route the request's path follows.
 *
 * @throws MappingError when the URI has no HTTP scheme, or a caller's parameter would choose the host
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
 */
export function compileUrl(uri: string, routeKey: string, backends: ReadonlyMap<string, string>): AddressOf {
  const staged = compileBackendUri(uri);
  const appendsPath = routeKey === DEFAULT_STAGE;
  return (exchange, mapped) => {
    const found = staged(exchange);
    if (found === undefined) return internalError(`the URI ${JSON.stringify(uri)} can't be called with the variables of stage ${exchange.stage?.model.name ?? ''}`);
    const { path } = found;
    const origin = backends.get(found.origin) ?? found.origin;
    const query = fill(found.query, exchange.pathParameters, encodeText);
    const filled = fill(path, exchange.pathParameters, escapePath);
    const called = mapped?.path ?? (appendsPath ? filled.replace(/\/$/, '') + escapePath(exchange.routePath) : filled);
    return address({ ...found, origin, path: called, query }, exchange, path);
  };
}

/**
 * Compiles the address of an integration behind a VPC link: the local origin that stands in for it. It gets the path with the stage, and the caller's host.
 *
 * @throws MappingError when no local origin is given
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
export function compilePrivateAddress({ uri = '', tlsServerName, logicalId }: HttpIntegration, backends: ReadonlyMap<string, string>): AddressOf {
  const names = privateOrigins(uri, tlsServerName, logicalId);
  const origin = names.map((name) => backends.get(name)).find((found) => found !== undefined);
  if (origin === undefined) throw new MappingError(`its VPC link leads nowhere here: give the local origin with --backend ${names[0] ?? ''}=<local origin>`);
  return (exchange, mapped) => address({ origin, host: exchange.request.header('host') ?? 'localhost', path: mapped?.path ?? escapePath(functionPath(exchange)), query: '' }, exchange, '');
}

/** What a private integration may be called on the command line: by its ARN or URL, the name in its certificate, that of the load balancer, or that in the template. */
function privateOrigins(uri: string, tlsServerName: string | undefined, logicalId: string): string[] {
  const whole = uri.replace(/^(https?:\/\/[^/?#]+).*$/i, (_whole, origin: string) => origin.toLowerCase()).replace(/\?.*$/, '');
  const name = /:listener\/(?:app|net)\/([^/]+)\//.exec(uri)?.[1];
  const origins = [name, logicalId].flatMap((each) => (each === undefined ? [] : [`http://${each.toLowerCase()}`, `https://${each.toLowerCase()}`]));
  return [whole, ...tlsServerName === undefined ? [] : [`https://${tlsServerName.toLowerCase()}`], ...origins];
}

/** @param template path as the integration has it: dots in it are meant */
function address(found: BackendAddress, { request }: HttpExchange, template: string): BackendAddress | HttpFailure {
  const path = escapeForUri(found.path === '' ? '/' : found.path);
  if (climbs(path) && !climbs(template)) return badRequest(`the path ${JSON.stringify(request.path)} would climb out of where its backend is: ${JSON.stringify(path.slice(0, 200))}`);
  return { ...found, path, query: escapeForUri(found.query) };
}

/**
 * Whether a segment of a path, once the backend has decoded it, stands for the one above. Backslashes are slashes to some backends. Each character is decoded by
 * itself: one that is no valid encoding must not hide the others.
 */
function climbs(path: string): boolean {
  return /(?:^|[/\\])\.\.(?:[/\\;?#]|$)/.test(path.replace(/%(?:2e|2f|5c|3b|3f|23)/gi, decodeURIComponent));
}

function fill(text: string, parameters: ReadonlyMap<string, string>, escape: (value: string) => string): string {
  return text.replace(PARAMETER, (_whole, name: string) => escape(parameters.get(name) ?? ''));
}

/** Paths and parameters are decoded: what would mean something else where they stand is encoded again. */
function escapePath(text: string): string {
  return text.replace(/[%?#]/g, (character) => encodeURIComponent(character));
}

/** What can't be sent is escaped; what is escaped already stays. */
function escapeForUri(text: string): string {
  return text.replace(/%(?![0-9a-f]{2})|[^\w.~!$&'()*+,;=:@/%-]+/gi, encodeText);
}
