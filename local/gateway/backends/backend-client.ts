/** A request to the backend of an HTTP integration. */
export interface BackendRequest {
  /** Where to connect: `https://api.example.com` or its local stand-in. */
  readonly origin: string;
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly target: string;
  /** Names and values in turn; `Host` is among them. */
  readonly headers: readonly string[];
  readonly body: Buffer | string;
}

export type BackendResult =
  | { readonly kind: 'answer'; readonly status: number; /** Names and values in turn. */ readonly rawHeaders: readonly string[]; readonly body: Buffer }
  /** The name of the host is unknown or the address can't be used. */
  | { readonly kind: 'unknown-host'; readonly reason: string }
  /** The connection failed or broke. */
  | { readonly kind: 'broken'; readonly reason: string };

/** Calls backends over HTTP. */
export interface BackendClient {
  /** Never rejects. `abort` ends the call. */
  send(request: BackendRequest, abort: AbortSignal): Promise<BackendResult>;
}
