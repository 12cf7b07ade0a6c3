import { TokenFormatError } from '../errors';

/** What the authorizer reads of an event, which may be anything. */
export interface RestRequest {
  readonly token: string;
  readonly methodArn: string;
  /** `GET /orders/{id}`, if the event says so. */
  readonly route?: string;
}

const BEARER = /^bearer ([^\s,]+)$/i;

/**
 * Takes a REQUEST authorizer's event apart. The token comes from exactly one `Authorization` header, never from anywhere else.
 *
 * @throws TokenFormatError
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export function readEvent(event: unknown): RestRequest {
  const { type, methodArn, headers, multiValueHeaders, httpMethod, resource } = membersOf(event);
  if (type !== 'REQUEST' || typeof methodArn !== 'string') throw new TokenFormatError('event-type', type, 'REQUEST');
  const values = new Set([...authorizationsOf(headers), ...authorizationsOf(multiValueHeaders)]);
  const [value] = values;
  if (values.size !== 1 || typeof value !== 'string') throw new TokenFormatError(values.size === 0 ? 'token-missing' : 'token-ambiguous');
  const token = BEARER.exec(value)?.[1];
  if (token === undefined) throw new TokenFormatError('token-scheme', undefined, 'Bearer');
  const route = typeof httpMethod === 'string' && typeof resource === 'string' ? `${httpMethod} ${resource}` : undefined;
  return { token, methodArn, ...(route !== undefined && { route }) };
}

/** Every value of the header, under any spelling of its name. A header that came twice is ambiguous even if both values are the same. */
function authorizationsOf(headers: unknown): unknown[] {
  const values = Object.entries(membersOf(headers)).filter(([name]) => name.toLowerCase() === 'authorization').flatMap(([, value]) => value);
  if (values.length > 1) throw new TokenFormatError('token-ambiguous');
  return values;
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
