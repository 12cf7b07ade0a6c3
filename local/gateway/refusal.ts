/** A step's decision to answer at once with a gateway response instead of passing the request on. */
export interface Refusal {
  /** Gateway response type, for example `THROTTLED`. */
  readonly responseType: string;
  /** `$context.error.message`: what the caller may read; null where the service says nothing at all, as for a broken authorizer. */
  readonly message: string | null;
  /** `x-amzn-ErrorType`, for example `TooManyRequestsException`. */
  readonly errorType: string;
  /** `$context.error.validationErrorString`, of a failed body validation. */
  readonly validationError?: string;
  /** For the developer only; reported, never sent. No secrets. */
  readonly reason: string;
}
