import { withoutTokens } from '../backends/tokens';

/** What an expression may look at: a request on its way to the backend, or a response on its way back. */
export type MappingSide = 'request' | 'response';

const headerName = /^[A-Za-z0-9!#%&'*+.^_|~-]+$/;
const plainName = /^[^\s{}$]+$/;
const jsonPath = /^(\.[A-Za-z0-9_-]+|\[\d+\]|\[\*\]|\['[^'{}$]+'\])+$/;
const contextVariable = /^\w+(\.\w+)*$/;
const roots = ['request', 'response', 'context', 'stageVariables'];

/**
 * Checks a value of a parameter mapping: text, `$request.header.name`, or text with `${request.header.name}` in it.
 * @returns the names of the path parameters that it reads.
 * @throws when API Gateway could not evaluate it, or would take it for text.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export function checkExpression(what: string, value: string, side: MappingSide): string[] {
  const fail = (fix: string): never => {
    throw new Error(`${what} is ${JSON.stringify(value)}: ${fix}`);
  };
  if (typeof value !== 'string' || value === '') fail(`expected text or an expression, like "$${side}.header.name"`);
  const known = withoutTokens(value);
  if (hasControlCharacter(known)) fail('a value has no line breaks or other control characters; leave them out');
  const variables = known.startsWith('$') && !known.startsWith('${') ? [known.slice(1)] : bracedVariables(known, fail);
  for (const variable of variables) checkVariable(variable, side, fail);
  return variables.filter((variable) => variable.startsWith('request.path.')).map((variable) => variable.slice('request.path.'.length));
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}

/** What stands between `${` and `}`; the rest is text. */
function bracedVariables(value: string, fail: (fix: string) => never): string[] {
  const [start = '', ...parts] = value.split('${');
  const variables: string[] = [];
  let text = start;
  for (const part of parts) {
    const end = part.indexOf('}');
    if (end < 0) fail(`"\${${part}" has no closing brace; write "\${request.header.name}"`);
    variables.push(part.slice(0, end));
    text += ` ${part.slice(end + 1)}`;
  }
  const bare = new RegExp(`\\$(${roots.join('|')})\\b[\\w.]*`).exec(text)?.[0];
  if (bare !== undefined) fail(`"${bare}" stands beside text, where only braces make it an expression; write "\${${bare.slice(1)}}"`);
  return variables;
}

function checkVariable(variable: string, side: MappingSide, fail: (fix: string) => never): void {
  const [root = '', place = ''] = variable.split(/[.[]/);
  const rest = variable.slice(root.length + 1 + place.length);
  const name = rest.slice(1);
  switch (root) {
    case 'context':
      if (!contextVariable.test(variable.slice('context.'.length))) fail('a context variable has letters, digits, "_" and "." only, like "$context.requestId"');
      return;
    case 'stageVariables':
      if (!/^\w+$/.test(variable.slice('stageVariables.'.length))) fail('the name of a stage variable has letters, digits and "_" only, like "$stageVariables.backend"');
      return;
    case side: break;
    case 'request': return fail('a response is mapped from $response, $context and $stageVariables; what the client asked is not known there any more');
    case 'response': return fail('a request is mapped from $request, $context and $stageVariables; there is no response yet');
    default: return fail(`"$${root}" is not known; expected $${side}, $context or $stageVariables`);
  }
  const places = side === 'request' ? ['header', 'querystring', 'path', 'body'] : ['header', 'body'];
  if (!places.includes(place)) fail(`a ${side} has ${places.join(', ')}; write "$${side}.header.name"`);
  if (place === 'body') {
    if (rest !== '' && !jsonPath.test(rest)) fail(`"${rest}" is not a JSON path that API Gateway takes: members and indexes only, no ".." and no filters, like "$${side}.body.items[0].id"`);
  } else if (place === 'path' && rest === '') {
    return;
  } else if (!rest.startsWith('.') || !(place === 'header' ? headerName : plainName).test(name)) {
    fail(`"$${variable}" names no ${place === 'path' ? 'path parameter' : place}; write "$${side}.${place}.name"`);
  }
}
