import { IncomingMessage, ServerResponse } from 'node:http';
import { Catalogue } from './catalogue';
import { page } from './page';
import { CONTENT_SECURITY_POLICY } from './page-assets';

/** The page shows API keys: no other site may read it, frame it or load it as a resource. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Answers the base port: `/` with the page, `/apis.json` with the same data. `catalogue` is asked at every request, so a reload shows at once. */
export function consoleHandler(catalogue: () => Catalogue): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      send(request, response, 405, 'application/json', '{"message":"the console only answers GET"}', { allow: 'GET, HEAD' });
    } else if (path === '/') {
      send(request, response, 200, 'text/html; charset=utf-8', page(catalogue()));
    } else if (path === '/apis.json') {
      send(request, response, 200, 'application/json', JSON.stringify(catalogue(), undefined, 2));
    } else {
      send(request, response, 404, 'application/json', '{"message":"the console has / and /apis.json; each API listens on a port of its own, listed there"}');
    }
  };
}

function send(
  request: IncomingMessage, response: ServerResponse, status: number, type: string, body: string, headers: Readonly<Record<string, string>> = {},
): void {
  request.resume();
  response.writeHead(status, { ...HEADERS, ...headers, 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(request.method === 'HEAD' ? undefined : body);
}
