import { MappingError } from './mapping-error';
import { MappingScope } from './mapping-scope';
import { Access, Reference, compileReference } from './reference';
import { templateText } from './value-text';

/** A compiled template. */
export interface Template {
  render(scope: MappingScope): string;
}

const DIRECTIVE = /#(?:set|if|elseif|else|end|foreach|macro|define|evaluate|parse|include|break|stop|#|\*|\[\[|\{(?:set|if|else|elseif|end|foreach)\})/;
const START = /\$!?\{?([A-Za-z_][\w-]*)/y;
const MEMBER = /\.([A-Za-z_][\w-]*)(\()?/y;
const INDEX = /\[\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*\]/y;
const LITERAL = /\s*(?:'([^']*)'|"((?:[^"$]|\$(?![A-Za-z_{!]))*)"|(\d+))\s*/y;
const SEPARATOR = /\s*([,)])\s*/y;

/**
 * Compiles a template that has no directives: text with references such as `$context.requestId`, `${stageVariables.name}`,
 * `$input.json('$.x')` or `$util.escapeJavaScript($input.params('x'))`. An undefined reference prints as nothing, as the service does it.
 *
 * @throws MappingError that names the directive or reference which needs the full template language.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function compileTemplate(text: string): Template {
  const directive = DIRECTIVE.exec(text)?.[0];
  if (directive !== undefined) throw new MappingError(`the template uses ${directive}, and the template language is not evaluated yet: only text and references are`);
  const parts = new TemplateReader(text).parts();
  const [only] = parts;
  if (parts.length <= 1 && typeof only !== 'function') return { render: () => only ?? '' };
  return {
    render: (scope) => {
      let result = '';
      for (const part of parts) result += typeof part === 'string' ? part : templateText(part(scope));
      return result;
    },
  };
}

/** Reads references out of a text, one character position after the other. */
class TemplateReader {
  private position = 0;

  public constructor(private readonly text: string) {}

  public parts(): (string | Reference)[] {
    const parts: (string | Reference)[] = [];
    let plain = '';
    while (this.position < this.text.length) {
      const dollar = this.text.indexOf('$', this.position);
      if (dollar < 0) break;
      plain += this.text.slice(this.position, dollar);
      this.position = dollar;
      const reference = this.reference();
      if (reference === undefined) {
        plain += '$';
        this.position = dollar + 1;
        continue;
      }
      if (plain !== '') parts.push(plain);
      plain = '';
      parts.push(reference);
    }
    plain += this.text.slice(this.position);
    if (plain !== '') parts.push(plain);
    return parts;
  }

  /** A reference at the position, or undefined and the position unchanged when a plain dollar sign stands there. */
  private reference(): Reference | undefined {
    const start = this.position;
    const root = this.match(START)?.[1];
    if (root === undefined) return undefined;
    const isFormal = this.text.startsWith('{', start + 1) || this.text.startsWith('!{', start + 1);
    const accesses: Access[] = [];
    for (let access = this.access(); access !== undefined; access = this.access()) accesses.push(access);
    const source = this.text.slice(start, this.position);
    if (isFormal) {
      if (!this.text.startsWith('}', this.position)) throw new MappingError(`the reference ${source} has no closing brace`);
      this.position++;
    }
    return compileReference(root, accesses, source);
  }

  private access(): Access | undefined {
    const index = this.match(INDEX);
    if (index) return { name: (index[1] ?? index[2] ?? '').replace(/\\(.)/g, '$1') };
    const member = this.match(MEMBER);
    if (member?.[1] === undefined) return undefined;
    return member[2] === undefined ? { name: member[1] } : { name: member[1], ...this.parameters(member[1]) };
  }

  private parameters(method: string): Required<Pick<Access, 'parameters' | 'literals'>> {
    const parameters: Reference[] = [];
    const literals: (string | undefined)[] = [];
    if (this.text.startsWith(')', this.position)) {
      this.position++;
      return { parameters, literals };
    }
    for (;;) {
      const found = this.match(LITERAL);
      const literal = found?.[1] ?? found?.[2] ?? found?.[3];
      const parameter = literal === undefined ? this.reference() : () => literal;
      const separator = parameter && this.match(SEPARATOR)?.[1];
      if (parameter === undefined || separator === undefined) throw new MappingError(`can't read the parameters of ${method}(...) at ${JSON.stringify(this.text.slice(this.position, this.position + 20))}`);
      parameters.push(parameter);
      literals.push(literal);
      if (separator === ')') return { parameters, literals };
    }
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text);
    if (found) this.position = pattern.lastIndex;
    return found;
  }
}
