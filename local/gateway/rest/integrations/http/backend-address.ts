import { encodeText } from '../../../../mapping/escape';
import { BackendAddress, compileBackendUri } from '../../../backends/backend-uri';
import { Exchange } from '../../exchange';

/**
 * Compiles the address of an HTTP integration.
 *
 * @returns the address for the values of path parameters; undefined when stage variables made a URI that can't be read
 * @throws MappingError when the URI has no HTTP scheme, or a caller's parameter would choose the host
 */
export function compileBackendAddress(uri: string): (exchange: Exchange, parameters: ReadonlyMap<string, string>) => BackendAddress | undefined {
  const staged = compileBackendUri(uri);
  return (exchange, parameters) => {
    const found = staged(exchange);
    if (found === undefined) return undefined;
    const { backends } = exchange.dependencies;
    const fill = (text: string): string => text.replace(/\{([^}]+?)\+?\}/g, (_whole, name: string) => escapeForUri(parameters.get(name) ?? ''));
    return { ...found, origin: backends.get(found.origin) ?? found.origin, path: fill(found.path) || '/', query: fill(found.query) };
  };
}

/** Escapes what would change the meaning of the URI or can't be sent; what is escaped already stays. */
function escapeForUri(text: string): string {
  return text.replace(/[^\w.~!$&'()*+,;=:@/%-]+/g, encodeText);
}
