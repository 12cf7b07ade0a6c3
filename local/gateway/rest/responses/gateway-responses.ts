import { RESPONSE_TYPES, ResponseType } from './response-types';
import { messageOf } from '../../../errors';
import { ContextFormat, compileContextFormat } from '../../../mapping/context-format';
import { MappingExpression, compileMappingExpression } from '../../../mapping/mapping-expression';
import { GatewayResponse } from '../../../model/rest-api';
import { GatewayReply, isSendable } from '../../message/reply';
import { Exchange } from '../exchange';
import { GatewayFailure } from '../gateway-failure';
import { mediaType } from '../message/binary-media-types';

interface CompiledResponse {
  readonly status?: number;
  readonly headers: readonly { readonly name: string; readonly value: MappingExpression }[];
  /** By media type, in the order of the template. */
  readonly templates: ReadonlyMap<string, ContextFormat>;
}

const HEADER = 'gatewayresponse.header.';

/** The gateway responses of an API, customised or not. */
export class GatewayResponses {
  private readonly compiled = new Map<string, CompiledResponse>();

  /** @param onProblem told about parts that are left out because they can't be understood */
  public constructor(responses: readonly GatewayResponse[], onProblem: (responseType: string, problem: string) => void) {
    for (const response of responses) this.compiled.set(response.responseType, compile(response, onProblem));
  }

  /** Renders what the caller gets for a failure: the customised type, else `DEFAULT_4XX` or `DEFAULT_5XX`, else the service's own. */
  public render(exchange: Exchange, failure: GatewayFailure): GatewayReply {
    const type = RESPONSE_TYPES.get(failure.responseType) ?? { status: 500, separator: ' ' };
    const builtInStatus = failure.statusCode ?? type.status;
    const custom = this.compiled.get(failure.responseType) ?? this.compiled.get(builtInStatus < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
    const reply: GatewayReply = { status: custom?.status ?? builtInStatus, headers: ['x-amzn-ErrorType', failure.errorType], body: '' };
    const template = custom && chooseTemplate(custom.templates, exchange.firstHeader('accept'));
    const hasContentType = custom !== undefined && addHeaders(reply, custom, exchange);
    if (!hasContentType) reply.headers.push('Content-Type', template?.contentType ?? 'application/json');
    reply.body = template ? template.format(exchange) : builtInBody(type, failure);
    return reply;
  }
}

function builtInBody({ separator }: ResponseType, { message }: GatewayFailure): string {
  return `{"message":${separator}${JSON.stringify(message)}}`;
}

function addHeaders(reply: GatewayReply, { headers }: CompiledResponse, exchange: Exchange): boolean {
  let hasContentType = false;
  for (const { name, value } of headers) {
    const mapped = value(exchange);
    const text = typeof mapped === 'string' ? mapped : mapped?.join(',');
    // A value that a caller made up must not end the header.
    if (text === undefined || !isSendable(name, text)) continue;
    hasContentType ||= name.toLowerCase() === 'content-type';
    reply.headers.push(name, text);
  }
  return hasContentType;
}

function chooseTemplate(templates: CompiledResponse['templates'], accept: string | undefined): { contentType: string; format: ContextFormat } | undefined {
  if (templates.size === 0) return undefined;
  const wanted = (accept ?? '').split(',').map(mediaType).find((type) => templates.has(type));
  const contentType = wanted ?? (templates.has('application/json') ? 'application/json' : [...templates.keys()][0] ?? '');
  const format = templates.get(contentType);
  return format && { contentType, format };
}

function compile(response: GatewayResponse, onProblem: (responseType: string, problem: string) => void): CompiledResponse {
  const headers = [...response.responseParameters].flatMap(([parameter, expression]) => {
    try {
      if (!parameter.startsWith(HEADER)) throw new Error(`can't set ${parameter}: expected ${HEADER}<name>`);
      return [{ name: parameter.slice(HEADER.length), value: compileMappingExpression(expression) }];
    } catch (error) {
      onProblem(response.responseType, messageOf(error));
      return [];
    }
  });
  const templates = new Map([...response.responseTemplates].map(([type, text]) => [mediaType(type), compileContextFormat(text, '')]));
  const { statusCode } = response;
  const isStatus = statusCode !== undefined && /^[2-5]\d\d$/.test(statusCode);
  if (statusCode !== undefined && !isStatus) onProblem(response.responseType, `can't answer with the status ${JSON.stringify(statusCode)} (expected 200 to 599), the built-in one is used`);
  return { ...(isStatus && { status: Number(statusCode) }), headers, templates };
}
