import { IncomingMessage, ServerResponse } from 'node:http';
import { Json } from '../json';
import { HostGuard } from '../listener/host-guard';
import { HttpListener } from '../listener/http-listener';
import { Reporter } from '../reporter';
import { LocalIssuer } from './local-issuer';

const host = '127.0.0.1';

/** Publishes the local issuer's discovery document and keys, on this machine only. There is nothing to mint here: only the owner of the state file can. */
export class IssuerServer {
  public static async open(issuer: LocalIssuer, reporter: Reporter): Promise<IssuerServer> {
    const documents = new Map<string, () => Json>();
    const handler = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      await issuer.ready;
      const document = request.method === 'GET' ? documents.get((request.url ?? '/').split('?', 1)[0] ?? '') : undefined;
      const body = JSON.stringify(document?.() ?? { message: 'Not Found' });
      response.writeHead(document ? 200 : 404, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store' });
      response.end(body);
    };
    const listener = await HttpListener.open({ name: 'the issuer', host, port: 0, reporter, handler, guard: new HostGuard(host) });
    const server = new IssuerServer(listener);
    documents.set('/.well-known/jwks.json', () => ({ keys: [...issuer.publicKeys] }));
    documents.set('/.well-known/openid-configuration', () => ({
      issuer: server.url,
      jwks_uri: server.jwksUri,
      id_token_signing_alg_values_supported: ['RS256', 'ES256'],
      subject_types_supported: ['public'],
      response_types_supported: ['token', 'id_token'],
    }));
    return server;
  }

  private constructor(private readonly listener: HttpListener) {}

  public get url(): string {
    return `http://${host}:${this.listener.port}`;
  }

  public get jwksUri(): string {
    return `${this.url}/.well-known/jwks.json`;
  }

  public async close(): Promise<void> {
    await this.listener.close();
  }
}
