import { isIP } from 'node:net';
import { TokenFormatError } from '../errors';

/** What the authorizer reads of an event, which may be anything. */
export interface HttpRequest {
  /** `GET /orders/{id}` or `$default`. */
  readonly routeKey: string;
  /** The address of whoever called CloudFront; to be believed only when the request came from there. */
  readonly viewerAddress?: string;
  /** The value of a header, by its name in lower case; several values of one header are one text with commas. */
  header(name: string): string | undefined;
}

/** Like the native JWT authorizer: with or without the scheme. */
const TOKEN = /^(?:bearer )?([^\s,]+)$/i;

/**
 * Takes an event of payload format 2.0 apart.
 *
 * @throws TokenFormatError
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function readHttpEvent(event: unknown): HttpRequest {
  const { type, version, routeKey, headers } = membersOf(event);
  if (type !== 'REQUEST' || version !== '2.0' || typeof routeKey !== 'string') throw new TokenFormatError('event-type', type, 'REQUEST of version 2.0');
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(membersOf(headers))) {
    const key = name.toLowerCase();
    // Two spellings of one name would leave it to chance which of them counts.
    if (values.has(key) || typeof value !== 'string') throw new TokenFormatError('header-ambiguous');
    values.set(key, value);
  }
  return { routeKey, header: (name) => values.get(name), viewerAddress: viewerOf(values.get('x-forwarded-for') ?? '') };
}

/** CloudFront appends the address that it was called from to what callers send, and API Gateway appends the address of CloudFront. */
function viewerOf(forwarded: string): string | undefined {
  const viewer = forwarded.split(',').at(-2)?.trim() ?? '';
  return isIP(viewer) === 0 ? undefined : viewer;
}

/**
 * The token of a request, from its one `Authorization` header.
 *
 * @throws TokenFormatError
 */
export function tokenOf(request: HttpRequest): string {
  const value = request.header('authorization');
  if (value === undefined) throw new TokenFormatError('token-missing');
  const token = TOKEN.exec(value)?.[1];
  if (token === undefined) throw new TokenFormatError('token-scheme', undefined, 'Bearer');
  return token;
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
