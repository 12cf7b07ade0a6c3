import { TemplateError, TemplateLocation } from '../assembly/template-error';
import { Json, JsonObject } from '../json';

/**
 * Typed reading of an object, with errors that name the member. CloudFormation hands numbers and booleans over as text too,
 * so `"256"` is a number and `"true"` is a boolean.
 */
export class Properties {
  public constructor(public readonly value: JsonObject, public readonly at: TemplateLocation) {}

  public has(name: string): boolean {
    return Object.hasOwn(this.value, name) && this.get(name) !== null;
  }

  public get(name: string): Json | undefined {
    return Object.hasOwn(this.value, name) ? this.value[name] : undefined;
  }

  public text(name: string): string | undefined {
    const value = this.get(name) ?? undefined;
    if (value === undefined || typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return this.refuse(name, 'a text');
  }

  public requiredText(name: string): string {
    return this.text(name) ?? this.refuse(name, 'a text: it is required');
  }

  public number(name: string): number | undefined {
    const value = this.get(name) ?? undefined;
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : this.refuse(name, 'a number');
  }

  public flag(name: string): boolean | undefined {
    const value = this.get(name) ?? undefined;
    if (value === undefined || typeof value === 'boolean') return value;
    if (value === 'true') return true;
    return value === 'false' ? false : this.refuse(name, 'true or false');
  }

  /** One of a few words; the case is taken as given. */
  public choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    return choices.find(choice => choice === text) ?? this.refuse(name, `one of ${choices.join(', ')}`);
  }

  public list(name: string): Json[] {
    const value = this.get(name) ?? [];
    return Array.isArray(value) ? value : this.refuse(name, 'a list');
  }

  public texts(name: string): string[] {
    return this.list(name).map(item => (typeof item === 'string' ? item : this.refuse(name, 'a list of texts')));
  }

  /** Elements of a list of objects. */
  public objects(name: string): Properties[] {
    return this.list(name).map((item, i) => {
      if (typeof item !== 'object' || item === null || Array.isArray(item)) return this.refuse(name, 'a list of objects');
      return new Properties(item, this.at.at(name).at(i));
    });
  }

  /** An object member; an empty one when it is absent. */
  public object(name: string): Properties {
    const value = this.get(name) ?? {};
    if (typeof value !== 'object' || Array.isArray(value)) return this.refuse(name, 'an object');
    return new Properties(value ?? {}, this.at.at(name));
  }

  /** Members of an object of texts. */
  public map(name: string): Map<string, string> {
    const object = this.object(name);
    return new Map(object.names().map(key => [key, object.text(key) ?? '']));
  }

  public names(): string[] {
    return Object.keys(this.value);
  }

  /** Members that are objects. */
  public members(): Array<readonly [string, Properties]> {
    return this.names().map(name => [name, this.object(name)] as const);
  }

  public refuse(name: string, expected: string, problem = 'wrong value', fix?: string): never {
    throw new TemplateError(this.at.at(name), { problem, found: this.get(name) ?? null, expected, ...(fix === undefined ? {} : { fix }) });
  }
}
