import { ResponseScope } from './response-scope';
import { messageOf } from '../../../errors';
import { MappingError } from '../../../mapping/mapping-error';
import { MappingExpression, compileMappingExpression } from '../../../mapping/mapping-expression';
import { Template, compileTemplate } from '../../../mapping/template';
import { RestIntegration, RestIntegrationResponse } from '../../../model/rest-api';
import { BackendAnswer } from '../../backends/backend-answer';
import { GatewayReply, isSendable } from '../../message/reply';
import { Exchange } from '../exchange';
import { Verdict, configurationError } from '../gateway-failure';
import { mediaType } from '../message/binary-media-types';
import { addResponseHeader } from '../message/response-headers';

interface CompiledResponse {
  /** Absent: the default response. */
  readonly pattern?: RegExp;
  readonly status: number;
  readonly headers: readonly { readonly name: string; readonly value: MappingExpression }[];
  readonly templates: ReadonlyMap<string, Template>;
  readonly contentHandling?: RestIntegrationResponse['contentHandling'];
}

/**
 * Maps a backend's answer to a reply.
 *
 * @param selector what selection patterns are matched against: a status, or the error message of a function; undefined: only the default response fits
 */
export type ResponseMapping = (exchange: Exchange, selector: string | undefined, answer: BackendAnswer) => Verdict;

const HEADER = 'method.response.header.';

/**
 * Compiles the integration responses of a non-proxy integration. The first one whose pattern fits the selector as a whole answers, else the default one.
 *
 * @throws MappingError for a pattern, expression or template that is not understood
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
 */
export function compileResponseMapping({ responses }: RestIntegration): ResponseMapping {
  const compiled = responses.map(compile);
  return (exchange, selector, answer) => {
    const fitting = selector === undefined ? undefined : compiled.find(({ pattern }) => pattern?.test(selector));
    const response = fitting ?? compiled.find(({ pattern }) => pattern === undefined);
    if (!response) return configurationError(`no integration response fits ${JSON.stringify(selector ?? 'a success')}, and there is no default one`);
    return apply(exchange, response, answer);
  };
}

function apply(exchange: Exchange, response: CompiledResponse, answer: BackendAnswer): Verdict {
  const scope = new ResponseScope(exchange, answer);
  const reply: GatewayReply = { status: response.status, headers: [], body: answer.body };
  const chosen = chooseTemplate(response.templates, exchange.firstHeader('accept'));
  if (chosen) reply.body = chosen.template.render(scope);
  let hasContentType = false;
  for (const { name, value } of response.headers) {
    const mapped = value(scope);
    if (mapped === undefined) continue;
    for (const text of typeof mapped === 'string' ? [mapped] : mapped) {
      if (!isSendable(name, text)) return configurationError(`the mapped header ${name} can't be sent: ${JSON.stringify(text)}`);
      addResponseHeader(reply, name, text);
      hasContentType ||= name.toLowerCase() === 'content-type';
    }
  }
  if (!hasContentType) reply.headers.push('Content-Type', chosen?.contentType ?? answer.headers.get('content-type')?.values[0] ?? 'application/json');
  if (response.contentHandling === 'CONVERT_TO_BINARY' && !isBinaryAnswer(exchange, answer)) reply.body = Buffer.from(reply.body.toString(), 'base64');
  if (response.contentHandling === 'CONVERT_TO_TEXT' && isBinaryAnswer(exchange, answer)) reply.body = Buffer.from(reply.body).toString('base64');
  exchange.reply = reply;
  return undefined;
}

function isBinaryAnswer(exchange: Exchange, answer: BackendAnswer): boolean {
  return exchange.api.binaryMediaTypes.isBinary(answer.headers.get('content-type')?.values[0]);
}

function chooseTemplate(templates: CompiledResponse['templates'], accept: string | undefined): { contentType: string; template: Template } | undefined {
  if (templates.size === 0) return undefined;
  const accepted = mediaType(accept?.split(',', 1)[0] ?? '');
  const contentType = templates.has(accepted) ? accepted : templates.has('application/json') ? 'application/json' : [...templates.keys()][0] ?? '';
  const template = templates.get(contentType);
  return template && { contentType, template };
}

function compile(response: RestIntegrationResponse): CompiledResponse {
  const status = Number(response.statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) throw new MappingError(`can't answer with the status ${JSON.stringify(response.statusCode)}: expected 200 to 599`);
  const { selectionPattern, contentHandling } = response;
  return {
    status,
    ...(selectionPattern !== undefined && selectionPattern !== '' && { pattern: compilePattern(selectionPattern) }),
    headers: [...response.responseParameters].map(([parameter, expression]) => {
      if (!parameter.startsWith(HEADER)) throw new MappingError(`can't set ${JSON.stringify(parameter)}: expected ${HEADER}<name>`);
      return { name: parameter.slice(HEADER.length), value: compileMappingExpression(expression) };
    }),
    templates: new Map([...response.responseTemplates].map(([type, text]) => [mediaType(type), compileTemplate(text)])),
    ...(contentHandling !== undefined && { contentHandling }),
  };
}

/** The patterns are Java's: flags may stand in front, and the whole text must fit. */
function compilePattern(text: string): RegExp {
  const [, flags = '', body = text] = /^\(\?([ims]+)\)(.*)$/s.exec(text) ?? [];
  try {
    return new RegExp(`^(?:${body})$`, flags);
  } catch (error) {
    throw new MappingError(`can't read the selection pattern ${JSON.stringify(text)}: ${messageOf(error)}`);
  }
}
