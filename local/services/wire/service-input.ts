import { ServiceError } from './service-error';
import { isWireObject, WireObject, WireValue } from './wire-value';

/**
 * Typed reading of a request. The protocols spell numbers, flags and times in different ways; here they are one.
 * Every method throws a `ServiceError` that names a member of a wrong kind.
 */
export class ServiceInput {
  public constructor(private readonly value: WireObject, private readonly path = '') {}

  public text(name: string): string | undefined {
    const value = this.get(name);
    if (value === undefined || typeof value === 'string') return value;
    throw this.wrong(name, 'a text');
  }

  public requiredText(name: string): string {
    const text = this.text(name);
    if (text === undefined || text === '') throw ServiceError.missing(this.path + name);
    return text;
  }

  public number(name: string): number | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || Number.isNaN(number)) throw this.wrong(name, 'a number');
    return number;
  }

  public requiredNumber(name: string): number {
    const number = this.number(name);
    if (number === undefined) throw ServiceError.missing(this.path + name);
    return number;
  }

  /** Milliseconds; numbers are seconds since the epoch, texts ISO 8601. */
  public time(name: string): number | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    const time = value instanceof Date ? value.getTime() : typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : NaN;
    if (Number.isNaN(time)) throw this.wrong(name, 'a time');
    return time;
  }

  public requiredTime(name: string): number {
    const time = this.time(name);
    if (time === undefined) throw ServiceError.missing(this.path + name);
    return time;
  }

  public flag(name: string): boolean | undefined {
    const value = this.get(name);
    if (value === undefined || typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw this.wrong(name, 'true or false');
  }

  public texts(name: string): string[] {
    return this.list(name).map((item) => {
      if (typeof item !== 'string') throw this.wrong(name, 'a list of texts');
      return item;
    });
  }

  public numbers(name: string): number[] {
    return this.list(name).map((item) => {
      const number = Number(item);
      if (item === null || Number.isNaN(number)) throw this.wrong(name, 'a list of numbers');
      return number;
    });
  }

  public objects(name: string): ServiceInput[] {
    return this.list(name).map((item, index) => {
      if (!isWireObject(item)) throw this.wrong(name, 'a list of objects');
      return new ServiceInput(item, `${this.path}${name}.${index}.`);
    });
  }

  public object(name: string): ServiceInput | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    if (!isWireObject(value)) throw this.wrong(name, 'an object');
    return new ServiceInput(value, `${this.path}${name}.`);
  }

  /** Members of an object whose names the caller chooses. */
  public members(name: string): [string, ServiceInput][] {
    const map = this.object(name);
    if (!map) return [];
    return Object.keys(map.value).map((key) => [key, map.object(key) ?? new ServiceInput({}, `${map.path}${key}.`)]);
  }

  private get(name: string): WireValue | undefined {
    return Object.hasOwn(this.value, name) ? this.value[name] ?? undefined : undefined;
  }

  private list(name: string): readonly WireValue[] {
    const value = this.get(name);
    // The query protocol writes an empty list as an empty text.
    if (value === undefined || value === '') return [];
    if (!Array.isArray(value)) throw this.wrong(name, 'a list');
    return value as readonly WireValue[];
  }

  private wrong(name: string, expected: string): ServiceError {
    return ServiceError.invalid(`The value of the parameter ${this.path}${name} must be ${expected}.`);
  }
}
