/** A gateway response as it is when nobody customises it. */
export interface ResponseType {
  readonly status: number;
  /** Text between the key and the value of the body: the execution part of the service writes a space, its front end does not. */
  readonly separator: '' | ' ';
}

const front = (status: number): ResponseType => ({ status, separator: '' });
const execution = (status: number): ResponseType => ({ status, separator: ' ' });

/**
 * The response types that a request can end with; `DEFAULT_4XX` and `DEFAULT_5XX` stand in for those that are not customised.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const RESPONSE_TYPES: ReadonlyMap<string, ResponseType> = new Map([
  ['ACCESS_DENIED', front(403)],
  ['API_CONFIGURATION_ERROR', execution(500)],
  ['AUTHORIZER_CONFIGURATION_ERROR', front(500)],
  ['AUTHORIZER_FAILURE', front(500)],
  ['BAD_REQUEST_BODY', execution(400)],
  ['BAD_REQUEST_PARAMETERS', execution(400)],
  ['EXPIRED_TOKEN', front(403)],
  ['INTEGRATION_FAILURE', execution(504)],
  ['INTEGRATION_TIMEOUT', execution(504)],
  ['INVALID_API_KEY', front(403)],
  ['INVALID_SIGNATURE', front(403)],
  ['MISSING_AUTHENTICATION_TOKEN', front(403)],
  ['QUOTA_EXCEEDED', front(429)],
  ['REQUEST_TOO_LARGE', front(413)],
  ['RESOURCE_NOT_FOUND', front(404)],
  ['THROTTLED', front(429)],
  ['UNAUTHORIZED', front(401)],
  ['UNSUPPORTED_MEDIA_TYPE', execution(415)],
  ['WAF_FILTERED', front(403)],
]);
