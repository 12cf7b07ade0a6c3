/**
 * Which payloads of an API are binary. A type counts when it equals one of the list, parameters aside; of the wildcards only `*\/*` has a meaning.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 */
export class BinaryMediaTypes {
  private readonly types: ReadonlySet<string>;
  private readonly isAll: boolean;

  public constructor(types: readonly string[]) {
    this.types = new Set(types.map((type) => type.toLowerCase()));
    this.isAll = this.types.has('*/*');
  }

  /** Whether a payload with this `Content-Type` is binary; without one it is JSON. */
  public isBinary(contentType: string | undefined): boolean {
    return this.isAll || (this.types.size > 0 && this.types.has(mediaType(contentType ?? 'application/json')));
  }

  /** Whether a caller that sent this `Accept` gets binary payloads: only the first type it names is looked at. */
  public isAccepted(accept: string | undefined): boolean {
    return this.isAll || (this.types.size > 0 && accept !== undefined && this.types.has(mediaType(accept.split(',', 1)[0] ?? '')));
  }
}

/** Type and subtype of a `Content-Type`, in lower case. */
export function mediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}
