/** A value of a request or an answer, whatever protocol carries it: a `Date` is a point in time, a `Map` has keys of the caller's choice. */
export type WireValue = null | boolean | number | string | Date | readonly WireValue[] | ReadonlyMap<string, WireValue> | WireObject;

/** A structure. Members that are undefined are left out. */
export interface WireObject {
  readonly [name: string]: WireValue | undefined;
}

export function isWireObject(value: WireValue | undefined): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) && !(value instanceof Map);
}
