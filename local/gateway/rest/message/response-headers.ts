import { GatewayReply } from '../../message/reply';

/** Headers that the gateway sets itself: those of a backend are given on under another name. */
const REMAPPED: ReadonlySet<string> = new Set([
  'authorization', 'connection', 'content-length', 'content-md5', 'date', 'expect', 'host', 'max-forwards', 'proxy-authenticate', 'server', 'trailer', 'upgrade',
  'user-agent', 'www-authenticate', 'x-amzn-requestid',
]);

/** Headers of a backend that end at the gateway. */
const DROPPED: ReadonlySet<string> = new Set(['transfer-encoding', 'keep-alive', 'x-amzn-trace-id', 'x-amz-apigw-id']);

/**
 * Adds a header that a backend or a mapping gave, renamed to `x-amzn-Remapped-<name>` where the name belongs to the gateway.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function addResponseHeader(reply: GatewayReply, name: string, value: string): void {
  const lower = name.toLowerCase();
  if (DROPPED.has(lower)) return;
  reply.headers.push(REMAPPED.has(lower) ? `x-amzn-Remapped-${name}` : name, value);
}
