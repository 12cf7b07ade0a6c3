import { isObject, JsonObject, parseJson } from '../../json';

/** A parameter has a value that its service has no use for. */
export class ParameterError extends Error {
  public constructor(name: string, value: string, expected: string) {
    super(`the parameter ${name} is ${JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}...` : value)}: expected ${expected}`);
  }
}

/** A JSON list of texts, or values with commas between them, as headers and query strings have them. */
export function textList(name: string, value: string | undefined): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (!value.trimStart().startsWith('[')) return value.split(',').map((item) => item.trim()).filter((item) => item !== '');
  const list = parseJson(value);
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) throw new ParameterError(name, value, 'a JSON list of texts');
  return list;
}

export function jsonObject(name: string, value: string | undefined): JsonObject | undefined {
  if (value === undefined) return undefined;
  const object = parseJson(value);
  if (!isObject(object)) throw new ParameterError(name, value, 'a JSON object');
  return object;
}

/** Seconds since the epoch; an ISO 8601 time is taken too. */
export function epochSeconds(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : Date.parse(value) / 1000;
  if (Number.isNaN(seconds)) throw new ParameterError(name, value, 'a time such as 2026-11-21T12:00:00Z, or seconds since 1970');
  return seconds;
}
