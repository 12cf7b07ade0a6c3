import type { ClientRequest, IncomingMessage } from 'node:http';
import { FetchError } from '../errors';
import { FetchedDocument, Fetcher, FetchLimits } from './fetcher';

/**
 * Fetches with Node's own client. It is loaded with the first fetch: it takes longer to load than everything else here together.
 */
export const nodeFetcher: Fetcher = {
  async get(url, limits) {
    const { get } = url.startsWith('https:') ? await import('node:https') : await import('node:http');
    return receive((onResponse) => get(url, { agent: false, headers: { accept: 'application/json' } }, onResponse), limits);
  },
};

function receive(send: (onResponse: (response: IncomingMessage) => void) => ClientRequest, limits: FetchLimits): Promise<FetchedDocument> {
  return new Promise((resolve, reject) => {
    const request = send((response) => { collect(response, limits.maximumBytes).then(resolve, reject).finally(settle); });
    const timer = setTimeout(() => fail(new FetchError('fetch-timeout', undefined, `${limits.timeoutMilliseconds} ms`)), limits.timeoutMilliseconds);
    const settle = (): void => {
      clearTimeout(timer);
      request.destroy();
    };
    const fail = (error: FetchError): void => {
      reject(error);
      settle();
    };
    request.on('error', (error: NodeJS.ErrnoException) => fail(new FetchError('fetch-failed', error.code)));
  });
}

async function collect(response: IncomingMessage, maximumBytes: number): Promise<FetchedDocument> {
  const { statusCode: status = 0, headers: { 'content-type': contentType } } = response;
  const answer = { status, ...(contentType !== undefined && { contentType }) };
  if (status !== 200) return { ...answer, body: '' };
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maximumBytes) throw new FetchError('fetch-too-large', undefined, maximumBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof FetchError ? error : new FetchError('fetch-failed', 'incomplete');
  }
  return { ...answer, body: Buffer.concat(chunks).toString() };
}
