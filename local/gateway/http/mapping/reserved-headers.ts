import { MappingError } from '../../../mapping/mapping-error';

/** Headers that no mapping may touch. */
const RESERVED: ReadonlySet<string> = new Set([
  'authorization', 'connection', 'content-encoding', 'content-length', 'content-location', 'forwarded', 'keep-alive', 'origin', 'proxy-authenticate',
  'proxy-authorization', 'te', 'trailers', 'transfer-encoding', 'upgrade', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto',
]);
const RESERVED_PREFIXES: readonly string[] = ['access-control-', 'apigw-', 'x-amz-', 'x-amzn-'];

/**
 * @returns the name in lower case
 * @throws MappingError when a mapping must not touch the header, or its name can't be sent
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html#http-api-mapping-reserved-headers
 */
export function mappableHeader(name: string): string {
  const lower = name.toLowerCase();
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new MappingError(`can't map the header ${JSON.stringify(name)}: this is no name of a header`);
  if (RESERVED.has(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix))) {
    throw new MappingError(`can't map the header ${JSON.stringify(name)}: the service reserves it`);
  }
  return lower;
}
