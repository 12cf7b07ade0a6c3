/** Why a request does not get the integration's answer, and what the caller gets instead. HTTP APIs have no gateway responses that anybody could customise. */
export interface HttpFailure {
  readonly status: number;
  /** `{"message": ...}` of the body, and `$context.error.message`. */
  readonly message: string;
  /** `$context.error.responseType`, where the service documents one. */
  readonly responseType?: string;
  /** Names and values in turn, beside those of every reply: `www-authenticate`. */
  readonly headers?: readonly string[];
  /** For the developer only; reported, never sent. No secrets. */
  readonly reason: string;
}

/** What a step of the pipeline says: undefined lets the request pass on. */
export type HttpVerdict = HttpFailure | undefined;
