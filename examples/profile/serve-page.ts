import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { parseArgs } from 'node:util';

/** What the page has to know, which it reads from `settings.json`. */
export interface PageSettings {
  /** Address of the API. */
  readonly api: string;
  /** What tokens have in `iss`. */
  readonly issuer: string;
  /** Id of the page at the issuer: a public client that may use authorization code with PKCE. */
  readonly clientId: string;
  /** For issuers that want to be told which API a token is for. */
  readonly audience?: string;
  /** Where the issuer's token endpoint is, if not at the issuer's own origin. */
  readonly tokenOrigin?: string;
}

const types: Record<string, string> = { 'index.html': 'text/html; charset=utf-8', 'page.mjs': 'text/javascript; charset=utf-8', 'page.css': 'text/css; charset=utf-8' };

/** The page's own rules with the exact origins, and what only a header can say. */
function policyOf({ api, issuer, tokenOrigin }: PageSettings): string {
  const others = [api, issuer, ...(tokenOrigin === undefined ? [] : [tokenOrigin])].map((each) => new URL(each).origin);
  return `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self' ${[...new Set(others)].join(' ')}; `
    + 'base-uri \'none\'; form-action \'none\'; frame-ancestors \'none\'';
}

/** Serves the files of the folder `page`, and nothing else, on this machine. For trying the page out; a real one is on a web host. */
export async function servePage(port: number, settings: () => PageSettings): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const send = (status: number, type: string, body: Buffer | string): void => {
      response.writeHead(status, {
        'Content-Type': type, 'Content-Security-Policy': policyOf(settings()), 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer',
      }).end(body);
    };
    const [place = '/'] = (request.url ?? '/').split('?', 1);
    const name = place === '/' ? 'index.html' : place.slice(1);
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (name === 'settings.json') send(200, 'application/json', JSON.stringify(settings()));
    else if (type === undefined) send(404, 'text/plain', 'Not found');
    else void readFile(path.join(__dirname, 'page', name)).then((body) => send(200, type, body), () => send(500, 'text/plain', 'The file can\'t be read'));
  });
  await listen(server, port);
  const { port: actual } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${actual}`,
    close: async () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, 'localhost', resolve));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'api': { type: 'string' },
      'issuer': { type: 'string' },
      'client-id': { type: 'string' },
      'audience': { type: 'string' },
      'token-origin': { type: 'string' },
      'port': { type: 'string', default: '5173' },
    },
  });
  const { api, issuer, 'client-id': clientId, audience, 'token-origin': tokenOrigin, port } = values;
  if (api === undefined || issuer === undefined || clientId === undefined) throw new Error('give --api <URL> --issuer <URL> --client-id <id>');
  const settings = { api, issuer, clientId, ...(audience !== undefined && { audience }), ...(tokenOrigin !== undefined && { tokenOrigin }) };
  const { origin } = await servePage(Number(port), () => settings);
  process.stdout.write(`The page is at ${origin}\n`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
