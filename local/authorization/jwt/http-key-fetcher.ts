import { get as getPlain, IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { KeyFetcher, KeysUnreachable } from './verification-keys';
import { Clock } from '../../clock';
import { isObject, Json, JsonObject } from '../../json';

const patience = 1500;
const largest = 256 * 1024;

/** Fetches key sets by https, or by http from this machine: 1.5 s and 256 KB at most, no redirects. */
export class HttpKeyFetcher implements KeyFetcher {
  public constructor(private readonly clock: Clock) {}

  public async fetch(url: string): Promise<readonly JsonObject[]> {
    const document = await this.json(url);
    const keys = isObject(document) ? document.keys : undefined;
    if (!Array.isArray(keys)) throw new KeysUnreachable('its answer is not a key set');
    return keys.filter(isObject);
  }

  /** Any JSON document; rejects with a {@link KeysUnreachable}. */
  public async json(url: string): Promise<Json> {
    if (!URL.canParse(url)) throw new KeysUnreachable('its address is no URL');
    const text = await this.load(new URL(url));
    try {
      return JSON.parse(text) as Json;
    } catch {
      throw new KeysUnreachable('its answer is not JSON');
    }
  }

  private async load(url: URL): Promise<string> {
    const secure = url.protocol === 'https:';
    if (!secure && !(url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname))) throw new KeysUnreachable('its address is not https');
    return new Promise((resolve, reject) => {
      const fail = (reason: string): void => {
        timer.cancel();
        request.destroy();
        reject(new KeysUnreachable(reason));
      };
      const take = (response: IncomingMessage): void => {
        if (response.statusCode !== 200) return fail(`it answered ${response.statusCode ?? 'nothing'}`);
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          chunks.push(chunk);
          if (size > largest) fail(`its answer is larger than ${largest / 1024} KB`);
        });
        response.on('error', () => fail('its answer broke off'));
        response.on('end', () => {
          timer.cancel();
          resolve(Buffer.concat(chunks).toString('utf8'));
        });
      };
      const request = (secure ? getSecure : getPlain)(url, { headers: { accept: 'application/json' }, agent: false }, take);
      request.on('error', (error: NodeJS.ErrnoException) => fail(`it can't be reached (${error.code ?? 'connection failed'})`));
      const timer = this.clock.after(patience, () => fail(`it did not answer within ${patience / 1000} s`));
    });
  }
}
