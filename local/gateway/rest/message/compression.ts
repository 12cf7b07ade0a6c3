import { deflate, gzip } from 'node:zlib';
import { GatewayReply, replyHeader } from '../../message/reply';

/**
 * Compresses a body if the caller takes it and the backend has not done it already. gzip goes before deflate.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-receive-response-with-compressed-payload.html
 */
export async function compress(reply: GatewayReply, acceptEncoding: string | undefined): Promise<void> {
  const encoding = chooseEncoding(acceptEncoding ?? '');
  if (encoding === undefined || replyHeader(reply, 'content-encoding') !== undefined) return;
  reply.body = await new Promise<Buffer>((resolve, reject) => {
    (encoding === 'gzip' ? gzip : deflate)(reply.body, (error, compressed) => (error ? reject(error) : resolve(compressed)));
  });
  reply.headers.push('Content-Encoding', encoding);
}

function chooseEncoding(acceptEncoding: string): 'gzip' | 'deflate' | undefined {
  const accepted = new Set(acceptEncoding.split(',').map((entry) => entry.trim().toLowerCase()).filter((entry) => !/;\s*q=0(?:\.0*)?$/.test(entry)).map((entry) => entry.split(';', 1)[0]));
  if (accepted.has('gzip') || accepted.has('*')) return 'gzip';
  return accepted.has('deflate') ? 'deflate' : undefined;
}
