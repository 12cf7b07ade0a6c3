import { FetchError } from '../errors';

/** What a fetch may cost. */
export interface FetchLimits {
  /** From the call to the last byte. */
  readonly timeoutMilliseconds: number;
  readonly maximumBytes: number;
}

/** An answer as it came; redirects are answers like any other. */
export interface FetchedDocument {
  readonly status: number;
  readonly contentType?: string;
  readonly body: string;
}

/** The authorizers' way to the network. */
export interface Fetcher {
  /**
   * One GET request, without following redirects. Settles within the time limit, whatever the server does, and reads no more than the byte limit.
   *
   * @throws FetchError
   */
  get(url: string, limits: FetchLimits): Promise<FetchedDocument>;
}

/** Media types that say JSON. A server that names none is given the benefit of the doubt: the body must parse anyway. */
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json *(?:;|$)/i;

/**
 * Fetches a JSON document. Anything but status 200 with JSON inside the limits is an error.
 *
 * @throws FetchError
 */
export async function fetchJson(fetcher: Fetcher, url: string, limits: FetchLimits): Promise<unknown> {
  const { status, contentType, body } = await fetcher.get(url, limits);
  if (status !== 200) throw new FetchError('fetch-status', status, 200);
  if (contentType !== undefined && !JSON_TYPE.test(contentType)) throw new FetchError('fetch-content-type', contentType, 'application/json');
  if (Buffer.byteLength(body) > limits.maximumBytes) throw new FetchError('fetch-too-large', undefined, limits.maximumBytes);
  try {
    return JSON.parse(body);
  } catch {
    throw new FetchError('fetch-not-json');
  }
}
