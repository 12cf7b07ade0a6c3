import { MappingError } from '../../../../mapping/mapping-error';
import { MappingExpression, compileMappingExpression } from '../../../../mapping/mapping-expression';
import { RestIntegration } from '../../../../model/rest-api';
import { isSendable } from '../../../message/reply';
import { Exchange } from '../../exchange';
import { configurationError, GatewayFailure } from '../../gateway-failure';

/** Parameters of the request to a backend. */
export interface MappedParameters {
  /** By name as in the template. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly query: ReadonlyMap<string, readonly string[]>;
  readonly path: ReadonlyMap<string, string>;
}

interface Mapping {
  readonly place: 'header' | 'querystring' | 'path';
  readonly name: string;
  readonly value: MappingExpression;
}

const TARGET = /^integration\.request\.(header|querystring|path)\.(.+)$/;

/**
 * Compiles the request parameters of an HTTP integration. A source without a value leaves its parameter out.
 *
 * @throws MappingError for an expression that is not understood
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function compileRequestParameters({ requestParameters }: RestIntegration): (exchange: Exchange) => MappedParameters | GatewayFailure {
  const mappings = [...requestParameters].map(([target, expression]): Mapping => {
    const [, place, name] = TARGET.exec(target) ?? [];
    if (name === undefined || (place !== 'header' && place !== 'querystring' && place !== 'path')) {
      throw new MappingError(`can't set ${JSON.stringify(target)}: expected integration.request.header, .querystring or .path with a name`);
    }
    return { place, name, value: compileMappingExpression(expression) };
  });
  return (exchange) => {
    const mapped = { headers: new Map<string, readonly string[]>(), query: new Map<string, readonly string[]>(), path: new Map<string, string>() };
    for (const { place, name, value } of mappings) {
      const found = value(exchange);
      if (found === undefined) continue;
      const values = typeof found === 'string' ? [found] : found;
      const unsendable = place === 'header' ? values.find((text) => !isSendable(name, text)) : undefined;
      if (unsendable !== undefined) return configurationError(`the mapped header ${name} can't be sent: ${JSON.stringify(unsendable)}`);
      if (place === 'header') mapped.headers.set(name, values);
      else if (place === 'querystring') mapped.query.set(name, values);
      else mapped.path.set(name, values.join(','));
    }
    return mapped;
  };
}
