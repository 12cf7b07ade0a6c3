import { compileExpression, HttpExpression } from './expression';
import { MappingTarget, parseMappingKey, writtenMappings } from './mapping-key';
import { MappingError } from '../../../mapping/mapping-error';
import { BackendAnswer } from '../../backends/backend-answer';
import { readHeaders } from '../../message/read-headers';
import { GatewayReply, isSendable } from '../../message/reply';
import { HttpExchange } from '../exchange';
import { internalError } from '../failures';
import { HttpVerdict } from '../http-failure';
import { canonicalName } from '../message/canonical-name';

/** Changes a reply in place, or says why it can't be sent. */
export type ResponseMapping = (exchange: HttpExchange, reply: GatewayReply) => HttpVerdict;

interface Mapping {
  readonly target: MappingTarget;
  readonly value: HttpExpression;
}

/**
 * Compiles the response parameters of an integration; undefined when there are none. Those for the status that the backend answered with are applied.
 *
 * @throws MappingError for a status, a key or a value that is not understood
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html#http-api-mapping-response-parameters
 */
export function compileResponseMapping(parameters: ReadonlyMap<string, ReadonlyMap<string, string>>): ResponseMapping | undefined {
  const byStatus = new Map<number, readonly Mapping[]>();
  for (const [status, mappings] of parameters) {
    if (!/^[2-5]\d\d$/.test(status)) throw new MappingError(`can't map responses with the status ${JSON.stringify(status)}: expected 200 to 599`);
    const compiled = writtenMappings(mappings).map(([key, text]) => compile(key, text));
    if (compiled.length > 0) byStatus.set(Number(status), compiled);
  }
  if (byStatus.size === 0) return undefined;
  return (exchange, reply) => {
    const mappings = byStatus.get(reply.status);
    return mappings && apply(exchange, reply, mappings);
  };
}

function compile(key: string, text: string): Mapping {
  const target = parseMappingKey(key, 'response');
  return { target, value: target.verb === 'remove' ? () => undefined : compileExpression(text, 'response') };
}

function apply(exchange: HttpExchange, reply: GatewayReply, mappings: readonly Mapping[]): HttpVerdict {
  const answer: BackendAnswer = { headers: readHeaders(reply.headers), body: reply.body };
  for (const { target, value } of mappings) {
    const text = value(exchange, answer);
    if (target.place === 'statuscode') {
      if (text === undefined || !/^[2-5]\d\d$/.test(text)) return internalError(`the mapped status is ${JSON.stringify(text)}: expected 200 to 599`);
      reply.status = Number(text);
    } else if (target.place === 'header') {
      if (target.verb !== 'append' && (target.verb === 'remove' || text !== undefined)) removeHeader(reply.headers, target.lower);
      if (text === undefined) continue;
      if (!isSendable(target.name, text)) return internalError(`the mapped header ${target.name} can't be sent: ${JSON.stringify(text.slice(0, 200))}`);
      reply.headers.push(canonicalName(target.name), text);
    }
  }
  return undefined;
}

function removeHeader(headers: string[], lowerCaseName: string): void {
  for (let index = headers.length - 2; index >= 0; index -= 2) {
    if (headers[index]?.toLowerCase() === lowerCaseName) headers.splice(index, 2);
  }
}
