import { parseJson } from '../../../json';
import { compileJsonPath } from '../../../mapping/json-path';
import { MappingError } from '../../../mapping/mapping-error';
import { parameterText } from '../../../mapping/value-text';
import { BackendAnswer } from '../../backends/backend-answer';
import { HttpExchange } from '../exchange';

/** Value of a mapping; undefined: what it is taken from has none. */
export type HttpExpression = (exchange: HttpExchange, answer?: BackendAnswer) => string | undefined;

/** Of a larger body no JSON path finds anything, as the service cuts it off here. */
const MAX_JSON_BYTES = 102_400;

const VARIABLE = /\$\{([^{}]*)\}/g;

/**
 * Compiles a value of a parameter mapping: `$request.header.name`, text, or text with `${request.header.name}` in it. Sources are header, querystring, path and
 * body of the request, header and body of the response, `context` and `stageVariables`. Several values are joined with commas. Inside of text a source without
 * value is empty.
 *
 * @throws MappingError when a source is not known
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export function compileExpression(text: string, side: 'request' | 'response'): HttpExpression {
  if (/^\$[a-zA-Z]/.test(text)) return compileSource(text.slice(1), side, text);
  const parts: (string | HttpExpression)[] = [];
  let end = 0;
  for (const found of text.matchAll(VARIABLE)) {
    if (found.index > end) parts.push(text.slice(end, found.index));
    parts.push(compileSource(found[1] ?? '', side, text));
    end = found.index + found[0].length;
  }
  if (end === 0) return () => text;
  if (end < text.length) parts.push(text.slice(end));
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'function') return only;
  return (exchange, answer) => parts.map((part) => (typeof part === 'string' ? part : part(exchange, answer) ?? '')).join('');
}

const SOURCE = /^(request|response)\.(header|querystring|path|body)(?:\.(.+)|(\[.+\]))?$/s;

function compileSource(source: string, side: 'request' | 'response', whole: string): HttpExpression {
  const unknown = (): MappingError => new MappingError(`can't read the mapping ${JSON.stringify(whole)}: expected $${side}.header.name,`
    + `${side === 'request' ? ' $request.querystring.name, $request.path, $request.path.name,' : ''} $${side}.body.name, $context.name, $stageVariables.name or text`);
  const [, variable] = /^stageVariables\.(\w+)$/.exec(source) ?? [];
  if (variable !== undefined) return (exchange) => exchange.stageVariable(variable);
  const [, context] = /^context\.([\w.:/-]+)$/.exec(source) ?? [];
  if (context?.includes(':')) throw new MappingError(`the mapping ${JSON.stringify(whole)} would fail its deployment: API Gateway refuses names with a colon here; a function gets all claims in its event`);
  if (context !== undefined) return (exchange) => parameterText(exchange.context(context));
  const [, owner, place, name, index] = SOURCE.exec(source) ?? [];
  if (owner !== side || place === undefined) throw unknown();
  if (place === 'body') return compileBody(side, name, index);
  if (side === 'response') {
    const lower = name?.toLowerCase();
    if (place !== 'header' || lower === undefined) throw unknown();
    return (_exchange, answer) => answer?.headers.get(lower)?.values.join(',');
  }
  if (place === 'path' && name === undefined) return (exchange) => exchange.routePath;
  if (name === undefined) throw unknown();
  switch (place) {
    case 'header': return (exchange) => exchange.header(name)?.join(',');
    case 'querystring': return (exchange) => exchange.queryParameter(name)?.join(',');
    default: return (exchange) => exchange.pathParameter(name);
  }
}

function compileBody(side: 'request' | 'response', name: string | undefined, index: string | undefined): HttpExpression {
  const bodyOf = (exchange: HttpExchange, answer: BackendAnswer | undefined): Buffer | string => (side === 'request' ? exchange.request.body : answer?.body ?? '');
  if (name === undefined && index === undefined) return (exchange, answer) => bodyOf(exchange, answer).toString();
  const path = index === undefined ? `$.${name}` : `$${index}`;
  if (path.includes('..')) throw new MappingError(`can't read the JSON path ${JSON.stringify(path)}: recursive descent is not served by HTTP APIs`);
  const find = compileJsonPath(path);
  return (exchange, answer) => {
    const body = bodyOf(exchange, answer);
    if (Buffer.byteLength(body) > MAX_JSON_BYTES) return undefined;
    const document = parseJson(body.toString());
    return document === undefined ? undefined : parameterText(find(document));
  };
}
