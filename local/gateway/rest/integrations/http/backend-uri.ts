import { MappingError } from '../../../../mapping/mapping-error';
import { compileStagedText } from '../../../backends/staged-text';
import { Exchange } from '../../exchange';

/** Where a request to a backend goes. */
export interface BackendAddress {
  /** `https://api.example.com`, in lower case. */
  readonly origin: string;
  /** `api.example.com`, with its port if the URI has one: the `Host` of the request. */
  readonly host: string;
  readonly path: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
}

const URI = /^(https?):\/\/([^/?#]+)([^?#]*)(?:\?([^#]*))?/i;

/**
 * Compiles the URI of an HTTP integration: stage variables may stand anywhere, `{parameters}` behind the host.
 *
 * @returns the address for the values of path parameters; undefined when stage variables made a URI that can't be read
 * @throws MappingError when the URI has no HTTP scheme, or a caller's parameter would choose the host
 */
export function compileBackendUri(uri: string): (exchange: Exchange, parameters: ReadonlyMap<string, string>) => BackendAddress | undefined {
  const authority = /^[a-z]+:\/\/((?:\$\{[^}]*\}|[^/?#])*)/i.exec(uri)?.[1];
  if (!/^(?:https?:\/\/|\$\{stageVariables\.)/i.test(uri)) throw new MappingError(`its URI ${JSON.stringify(uri)} can't be called: expected http:// or https://`);
  if (authority !== undefined && /(?<!\$)\{/.test(authority)) throw new MappingError(`its URI ${JSON.stringify(uri)} lets the caller choose the host: parameters are served in path and query only`);
  const staged = compileStagedText(uri);
  return (exchange, parameters) => {
    const [, scheme, host, path = '', query = ''] = URI.exec(staged(exchange)) ?? [];
    if (scheme === undefined || host === undefined) return undefined;
    const fill = (text: string): string => text.replace(/\{([^}]+?)\+?\}/g, (_whole, name: string) => escapeForUri(parameters.get(name) ?? ''));
    return { origin: `${scheme}://${host}`.toLowerCase(), host, path: fill(path) || '/', query: fill(query) };
  };
}

/** Escapes what would change the meaning of the URI or can't be sent; what is escaped already stays. */
function escapeForUri(text: string): string {
  return text.replace(/[^\w.~!$&'()*+,;=:@/%-]+/g, (part) => encodeURIComponent(part.replace(/[\ud800-\udfff]/g, '')));
}
