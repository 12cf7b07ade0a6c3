import { Clock } from '../clock';
import { IssuerConfiguration } from '../configuration';
import { FetchError } from '../errors';
import { KeySet, readKeySet } from './key-set';
import { Fetcher, fetchJson } from '../network/fetcher';
import { isAllowedUrl } from '../network/url';

/** For everything that one look at an issuer needs, the discovery document included. The same as API Gateway's own limit. */
const TIMEOUT_MILLISECONDS = 1_500;
const MAXIMUM_BYTES = 256 * 1024;

export interface KeySourceOptions {
  readonly issuer: IssuerConfiguration;
  readonly loopbackAllowed: boolean;
  readonly fetcher: Fetcher;
  readonly clock: Clock;
}

/**
 * A function that fetches the issuer's key set: from where the configuration says, else from Cognito's fixed place,
 * else from where the issuer's discovery document says. That place is kept until a fetch from it fails.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 */
export function keySource({ issuer, loopbackAllowed, fetcher, clock }: KeySourceOptions): () => Promise<KeySet> {
  const base = issuer.issuer.replace(/\/$/, '');
  const fixed = issuer.jwksUri ?? (issuer.kind === 'cognito' ? `${base}/.well-known/jwks.json` : undefined);
  let discovered: string | undefined;

  return async () => {
    const deadline = clock.now() + TIMEOUT_MILLISECONDS;
    const get = (url: string): Promise<unknown> => {
      const timeoutMilliseconds = deadline - clock.now();
      if (timeoutMilliseconds <= 0) throw new FetchError('fetch-timeout', undefined, `${TIMEOUT_MILLISECONDS} ms`);
      return fetchJson(fetcher, url, { timeoutMilliseconds, maximumBytes: MAXIMUM_BYTES });
    };
    try {
      discovered = fixed ?? discovered ?? keySetUrl(await get(`${base}/.well-known/openid-configuration`), issuer.issuer, loopbackAllowed);
      return readKeySet(await get(discovered));
    } catch (error) {
      discovered = undefined;
      throw error;
    }
  };
}

function keySetUrl(document: unknown, expectedIssuer: string, loopbackAllowed: boolean): string {
  const { issuer, jwks_uri: url }: Record<string, unknown> = typeof document === 'object' ? { ...document } : {};
  if (issuer !== expectedIssuer) throw new FetchError('discovery-issuer', issuer, expectedIssuer);
  if (!isAllowedUrl(url, loopbackAllowed)) throw new FetchError('discovery-jwks-uri', url, 'an https URL');
  return url;
}
