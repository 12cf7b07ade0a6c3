import { compileJsonPath } from './json-path';
import { MappingError } from './mapping-error';
import { MappingScope } from './mapping-scope';
import { parameterText } from './value-text';

/** Value of a parameter; several when it comes from a multi-value source; undefined: the source has none, so the parameter is left out. */
export type MappingExpression = (scope: MappingScope) => string | readonly string[] | undefined;

const SOURCE = /^(?:(method\.request|integration\.response)\.(header|multivalueheader|querystring|multivaluequerystring|path)\.(.+)|(method\.request|integration\.response)\.body(?:[.]?(.+))?|(context|stageVariables)\.(.+))$/;

/**
 * Compiles what a mapped parameter is made of: `method.request.{header|querystring|path|multivalueheader|multivaluequerystring}.<name>`,
 * `integration.response.{header|multivalueheader}.<name>`, `....body[.<JSONPath>]`, `context.<name>`, `stageVariables.<name>` or `'text'`.
 *
 * A single-value source of several values gives the last one.
 *
 * @throws MappingError when it is none of these.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function compileMappingExpression(text: string): MappingExpression {
  const literal = /^'(.*)'$/s.exec(text)?.[1];
  if (literal !== undefined) return () => literal;
  const [, owner, place, name = '', bodyOwner, path, environment, variable = ''] = SOURCE.exec(text) ?? [];
  if (environment === 'context') return (scope) => parameterText(scope.context(variable));
  if (environment === 'stageVariables') return (scope) => scope.stageVariable(variable);
  if (bodyOwner !== undefined) return bodyExpression(path);
  if (owner === 'integration.response' && place === 'header') return (scope) => scope.responseHeader(name)?.at(-1);
  if (owner === 'integration.response' && place === 'multivalueheader') return (scope) => scope.responseHeader(name);
  if (owner === 'method.request') {
    switch (place) {
      case 'header': return (scope) => scope.header(name)?.at(-1);
      case 'multivalueheader': return (scope) => scope.header(name);
      case 'querystring': return (scope) => scope.queryParameter(name)?.at(-1);
      case 'multivaluequerystring': return (scope) => scope.queryParameter(name);
      case 'path': return (scope) => scope.pathParameter(name);
    }
  }
  throw new MappingError(`can't read the mapping expression ${JSON.stringify(text)}: expected method.request..., integration.response..., context..., stageVariables... or 'a text in single quotes'`);
}

function bodyExpression(path: string | undefined): MappingExpression {
  if (path === undefined) return (scope) => scope.payload();
  const find = compileJsonPath(path.startsWith('$') ? path : path.startsWith('[') ? `$${path}` : `$.${path}`);
  return (scope) => {
    const document = scope.payloadJson();
    return document === undefined ? undefined : parameterText(find(document));
  };
}
