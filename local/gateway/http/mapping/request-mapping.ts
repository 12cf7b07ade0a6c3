import { compileExpression, HttpExpression } from './expression';
import { MappingTarget, parseMappingKey, writtenMappings } from './mapping-key';
import { isSendable } from '../../message/reply';
import { GatewayHeader } from '../../message/request';
import { HttpExchange } from '../exchange';
import { badRequest } from '../failures';
import { HttpFailure } from '../http-failure';
import { callerHeaders, MappedRequest } from '../message/forwarded-request';

/** Changes a request on its way to the integration, or says why it can't be sent. */
export type RequestMapping = (exchange: HttpExchange) => MappedRequest | HttpFailure;

interface Mapping {
  readonly target: MappingTarget;
  readonly value: HttpExpression;
}

/**
 * Compiles the request parameters of an integration; undefined when there are none. All values are taken from the request as it came. A value that is not there
 * changes nothing. A value that would end its header is refused, whoever wrote it.
 *
 * @throws MappingError for a key or a value that is not understood
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html#http-api-mapping-request-parameters
 */
export function compileRequestMapping(parameters: ReadonlyMap<string, string>): RequestMapping | undefined {
  const mappings = writtenMappings(parameters).map(([key, text]): Mapping => {
    const target = parseMappingKey(key, 'request');
    return { target, value: target.verb === 'remove' ? () => undefined : compileExpression(text, 'request') };
  });
  if (mappings.length === 0) return undefined;
  const changesQuery = mappings.some(({ target }) => target.place === 'querystring');
  return (exchange) => {
    const headers = callerHeaders(exchange);
    const query = changesQuery ? new Map(exchange.request.query) : undefined;
    let path: string | undefined;
    for (const { target, value } of mappings) {
      const text = value(exchange);
      if (target.place === 'path') {path = text === undefined ? path : withSlash(text);} else if (target.place === 'header') {
        if (text !== undefined && !isSendable(target.name, text)) return badRequest(`the mapped header ${target.name} can't be sent: ${JSON.stringify(text.slice(0, 200))}`);
        changeHeader(headers, target, text);
      } else if (target.place === 'querystring' && query !== undefined) {changeValues(query, target.name, target.verb, text);}
    }
    return { path, headers, query };
  };
}

function withSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

function changeHeader(headers: Map<string, GatewayHeader>, { verb, name, lower }: MappingTarget & { place: 'header' }, text: string | undefined): void {
  if (verb === 'remove') headers.delete(lower);
  else if (text === undefined) return;
  else if (verb === 'overwrite') headers.set(lower, { name, values: [text] });
  else headers.set(lower, { name: headers.get(lower)?.name ?? name, values: [...headers.get(lower)?.values ?? [], text] });
}

function changeValues(query: Map<string, readonly string[]>, name: string, verb: MappingTarget['verb'], text: string | undefined): void {
  if (verb === 'remove') query.delete(name);
  else if (text === undefined) return;
  else if (verb === 'overwrite') query.set(name, [text]);
  else query.set(name, [...query.get(name) ?? [], text]);
}
