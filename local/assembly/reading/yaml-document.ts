import type * as Yaml from 'yaml';
import { AssemblyError } from '../../errors';
import { Json } from '../../json';

/** Aliases can blow a small file up; nobody's template comes near this many values. */
const MAXIMUM_VALUES = 1_000_000;

/** Turns YAML nodes into JSON values, short tags into their long form. */
class YamlReader {
  private values = 0;

  public constructor(
    private readonly yaml: typeof Yaml,
    private readonly file: string,
    private readonly document: Yaml.Document,
    private readonly lines: Yaml.LineCounter,
  ) {}

  public read(node: unknown): Json {
    const { isAlias, isCollection, isScalar } = this.yaml;
    if (++this.values > MAXIMUM_VALUES) this.refuse(node, `more than ${MAXIMUM_VALUES} values, counting each use of an alias`);
    if (node === null || node === undefined) return null;
    if (isAlias(node)) {
      const target = node.resolve(this.document);
      if (target === undefined) return this.refuse(node, `the alias *${node.source} has no anchor`);
      const isInside = isCollection(target) && target.range && node.range && node.range[0] < target.range[1];
      if (isInside) return this.refuse(node, `the alias *${node.source} contains itself`);
      return this.read(target);
    }
    const tag = isScalar(node) || isCollection(node) ? node.tag : undefined;
    const value = this.plain(node);
    return tag?.startsWith('!') && !tag.startsWith('!!') && tag !== '!' ? this.long(tag.slice(1), value) : value;
  }

  private plain(node: unknown): Json {
    const { isMap, isScalar, isSeq } = this.yaml;
    if (isMap(node)) return Object.fromEntries(node.items.map(pair => this.member(pair)));
    if (isSeq(node)) return node.items.map(item => this.read(item));
    if (!isScalar(node)) return this.refuse(node, 'this kind of YAML value has no JSON form');
    const value = node.value;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
    if (typeof value === 'bigint') return Number(value);
    if (value instanceof Date) return node.source ?? value.toISOString();
    return this.refuse(node, 'this kind of YAML value has no JSON form');
  }

  private member(pair: unknown): [string, Json] {
    const { isPair, isScalar } = this.yaml;
    if (!isPair(pair)) return this.refuse(pair, 'a mapping needs keys');
    const { key, value } = pair;
    if (!isScalar(key)) return this.refuse(key, 'a key must be a plain text');
    return [key.source ?? String(key.value), this.read(value)];
  }

  private long(tag: string, value: Json): Json {
    return { [tag === 'Ref' || tag === 'Condition' ? tag : `Fn::${tag}`]: value };
  }

  private refuse(node: unknown, problem: string): never {
    const offset = (node as Yaml.Node | undefined)?.range?.[0];
    const line = offset === undefined ? '' : `line ${this.lines.linePos(offset).line}: `;
    throw new AssemblyError(this.file, `${line}${problem}`);
  }
}

/** Reads YAML; the library is loaded when it is first needed. @throws AssemblyError with the line when the text is not YAML. */
export async function parseYaml(file: string, text: string): Promise<Json> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent', uniqueKeys: true });
  const fault = document.errors[0];
  if (fault) throw new AssemblyError(file, `line ${lines.linePos(fault.pos[0]).line}: malformed YAML: ${fault.message}`);
  return new YamlReader(yaml, file, document, lines).read(document.contents);
}
