import { IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BackendClient, BackendRequest, BackendResult } from './backend-client';
import { messageOf } from '../../errors';

/** Largest answer of a backend. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_ANSWER_BYTES = 10_485_760;

const UNKNOWN_HOST: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ERR_INVALID_URL']);

/** Backends by Node's own HTTP client: unlike `fetch` it sends every header that a mapping may set. Follows no redirects, as the service. */
export class NodeBackendClient implements BackendClient {
  public async send(sent: BackendRequest, abort: AbortSignal): Promise<BackendResult> {
    return new Promise((resolve) => {
      try {
        const { protocol, hostname, port } = new URL(sent.origin);
        const request = (protocol === 'https:' ? httpsRequest : httpRequest)({
          hostname: hostname.replace(/^\[(.*)\]$/, '$1'), port, method: sent.method, path: sent.target, headers: sent.headers, signal: abort,
        });
        let answered = false;
        request.on('response', (response) => {
          answered = true;
          collect(response, resolve);
        });
        // Nobody asked for another protocol. Unheard, this event would end the request without a word.
        request.on('upgrade', ({ statusCode = 101, rawHeaders }, socket) => {
          socket.destroy();
          resolve({ kind: 'answer', status: statusCode, rawHeaders, body: Buffer.alloc(0) });
        });
        request.on('error', (error) => resolve(failed(error)));
        request.on('close', () => {
          if (!answered) resolve({ kind: 'broken', reason: 'the connection was closed without an answer' });
        });
        request.end(sent.body);
      } catch (error) {
        resolve(failed(error));
      }
    });
  }
}

function collect(response: IncomingMessage, resolve: (result: BackendResult) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_ANSWER_BYTES) {
      chunks.push(chunk);
      return;
    }
    resolve({ kind: 'broken', reason: `the backend's answer is larger than ${MAX_ANSWER_BYTES} bytes` });
    response.destroy();
  });
  response.on('end', () => resolve({ kind: 'answer', status: response.statusCode ?? 502, rawHeaders: response.rawHeaders, body: Buffer.concat(chunks) }));
  response.on('error', (error) => resolve(failed(error)));
}

function failed(error: unknown): BackendResult {
  const reason = messageOf(error);
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return { kind: UNKNOWN_HOST.has(code) ? 'unknown-host' : 'broken', reason };
}
