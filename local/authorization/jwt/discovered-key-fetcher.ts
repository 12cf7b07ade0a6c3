import { KeyFetcher, KeysUnreachable } from './verification-keys';
import { isObject, Json, JsonObject } from '../../json';

/** Gets documents and key sets over the network. Both reject with a {@link KeysUnreachable}. */
export interface DocumentFetcher extends KeyFetcher {
  json(url: string): Promise<Json>;
}

/**
 * Fetches the keys of an issuer from where its discovery document says they are, which is asked anew every time: an issuer may move its keys.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 */
export class DiscoveredKeyFetcher implements KeyFetcher {
  public constructor(private readonly fetcher: DocumentFetcher) {}

  /** @param issuer value of `iss` */
  public async fetch(issuer: string): Promise<readonly JsonObject[]> {
    return this.fetcher.fetch(await this.discover(issuer));
  }

  private async discover(issuer: string): Promise<string> {
    const document = await this.document(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    if (!isObject(document)) throw new KeysUnreachable('its discovery document is not an object', 'discovery');
    if (document.issuer !== issuer) throw new KeysUnreachable(`its discovery document is that of another issuer: ${JSON.stringify(document.issuer) ?? 'none'}`, 'discovery');
    if (typeof document.jwks_uri !== 'string') throw new KeysUnreachable('its discovery document has no jwks_uri', 'discovery');
    return document.jwks_uri;
  }

  private async document(url: string): Promise<Json> {
    try {
      return await this.fetcher.json(url);
    } catch (error) {
      throw error instanceof KeysUnreachable ? new KeysUnreachable(`its discovery document: ${error.message}`, 'discovery') : error;
    }
  }
}
