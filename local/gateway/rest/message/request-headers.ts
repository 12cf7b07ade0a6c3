/**
 * Request headers that the service consumes: no integration, mapping or template sees them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const CONSUMED: ReadonlySet<string> = new Set([
  'connection', 'content-length', 'content-md5', 'expect', 'keep-alive', 'max-forwards', 'proxy-authenticate', 'proxy-authorization', 'server', 'te', 'trailer',
  'transfer-encoding', 'upgrade', 'www-authenticate',
]);

export function isConsumed(lowerCaseName: string): boolean {
  return CONSUMED.has(lowerCaseName);
}
