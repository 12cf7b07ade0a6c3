import { compileStagedText } from './staged-text';
import { MappingError } from '../../mapping/mapping-error';
import { MappingScope } from '../../mapping/mapping-scope';

/** Where a request to a backend goes. */
export interface BackendAddress {
  /** Where to connect: `https://api.example.com` in lower case, or its local stand-in. */
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
 * @returns the address with its parameters as the URI has them, to be filled in; undefined when stage variables made a URI that can't be read
 * @throws MappingError when the URI has no HTTP scheme, or a caller's parameter would choose the host
 */
export function compileBackendUri(uri: string): (exchange: Pick<MappingScope, 'stageVariable'>) => BackendAddress | undefined {
  if (!/^(?:https?:\/\/|\$\{stageVariables\.)/i.test(uri)) throw new MappingError(`its URI ${JSON.stringify(uri)} can't be called: expected http:// or https://`);
  const authority = /^[a-z]+:\/\/((?:\$\{[^}]*\}|[^/?#])*)/i.exec(uri)?.[1] ?? '';
  if (/(?<!\$)\{/.test(authority)) throw new MappingError(`its URI ${JSON.stringify(uri)} lets the caller choose the host: parameters are served in path and query only`);
  const staged = compileStagedText(uri);
  return (exchange) => {
    const [, scheme, host, path = '', query = ''] = URI.exec(staged(exchange)) ?? [];
    return scheme === undefined || host === undefined ? undefined : { origin: `${scheme}://${host}`.toLowerCase(), host, path, query };
  };
}

/** Path and query of a request: parameters of the URI come first, then the others. @param others a query string */
export function requestTarget({ path, query }: BackendAddress, others: string): string {
  const all = query === '' || others === '' ? query + others : `${query}&${others}`;
  return all === '' ? path : `${path}?${all}`;
}
