import { ConfigurationError } from './errors';

/**
 * Reads one value of the configuration.
 *
 * @param path where the value stands, for the error message
 * @throws ConfigurationError
 */
export type Reader<T> = (value: unknown, path: string) => T;

/** A reader that refuses what it does not know. */
function accept<T>(expected: string, isAccepted: (value: unknown) => value is T): Reader<T> {
  return (value, path) => {
    if (isAccepted(value)) return value;
    throw new ConfigurationError(path, value, expected);
  };
}

const asObject = accept('an object', (value): value is object => typeof value === 'object' && value !== null && !Array.isArray(value));
const asList = accept<unknown[]>('a list', Array.isArray);

export const text = accept('a string that is not empty', (value): value is string => typeof value === 'string' && value !== '');

export const flag = accept('true or false', (value): value is boolean => typeof value === 'boolean');

export function number(least: number, most: number): Reader<number> {
  return accept(`a number from ${least} to ${most}`, (value): value is number => typeof value === 'number' && value >= least && value <= most);
}

export function oneOf<const T>(...choices: readonly T[]): Reader<T> {
  return accept(`one of ${JSON.stringify(choices)}`, (value): value is T => choices.some((choice) => choice === value));
}

export function optional<T>(read: Reader<T>): Reader<T | undefined>;
export function optional<T>(read: Reader<T>, fallback: NoInfer<T>): Reader<T>;
export function optional<T>(read: Reader<T>, fallback?: T): Reader<T | undefined> {
  return (value, path) => value === undefined ? fallback : read(value, path);
}

export function list<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value, path) => asList(value, path).map((element, index) => read(element, `${path}[${index}]`));
}

export function mapOf<T>(read: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, path) => Object.fromEntries(Object.entries(asObject(value, path)).map(([name, member]) => [name, read(member, `${path}.${name}`)]));
}

/** An object with these members and no others. */
export function object<S extends Record<string, Reader<unknown>>>(shape: S): Reader<{ readonly [K in keyof S]: ReturnType<S[K]> }> {
  return (value, path) => {
    const members: Record<string, unknown> = { ...asObject(value, path) };
    for (const name of Object.keys(members)) oneOf(...Object.keys(shape))(name, path);
    const entries = Object.entries(shape).map(([name, read]) => [name, read(members[name], `${path}.${name}`)]);
    return Object.fromEntries(entries.filter(([, member]) => member !== undefined));
  };
}
