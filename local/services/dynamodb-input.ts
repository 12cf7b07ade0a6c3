import { isObject, Json } from '../json';

/**
 * A request without the nulls that DynamoDB overlooks: the embedded engine would stumble over them.
 *
 * @returns undefined when it is no object, or has a null in a list, which DynamoDB can't read either
 */
export function withoutNulls(body: string): string | undefined {
  // Bodies are large and nulls are rare: what has none is not parsed here.
  if (body.trimStart().startsWith('{') && !body.includes('null')) return body;
  let isReadable = true;
  const drop = (value: Json): Json => {
    if (Array.isArray(value)) {
      isReadable &&= !value.includes(null);
      return value.map(drop);
    }
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null).map(([name, member]) => [name, drop(member)]));
  };
  try {
    const input = JSON.parse(body) as Json;
    const dropped = JSON.stringify(drop(input));
    return isReadable && isObject(input) ? dropped : undefined;
  } catch {
    return undefined;
  }
}
