import { HttpFailure } from './http-failure';

/** No stage or route for a request; both look the same to a caller. */
export function notFound(reason: string): HttpFailure {
  return { status: 404, message: 'Not Found', responseType: 'RESOURCE_NOT_FOUND', reason };
}

export function badRequest(reason: string): HttpFailure {
  return { status: 400, message: 'Bad Request', responseType: 'BAD_REQUEST_PARAMETERS', reason };
}

export function tooLarge(reason: string): HttpFailure {
  return { status: 413, message: 'Request Entity Too Large', responseType: 'REQUEST_TOO_LARGE', reason };
}

/** The integration or what it answered is not as it should be. */
export function internalError(reason: string): HttpFailure {
  return { status: 500, message: 'Internal Server Error', responseType: 'INTEGRATION_FAILURE', reason };
}

/** The integration can't be reached, or takes no more calls. */
export function unavailable(reason: string, responseType = 'INTEGRATION_NETWORK_FAILURE'): HttpFailure {
  return { status: 503, message: 'Service Unavailable', responseType, reason };
}

/** 501 of the local gateway for what the service would do and it does not do. */
export function notServed(detail: string): HttpFailure {
  return { status: 501, message: `apigateway-local: ${detail}`, headers: ['x-amzn-ErrorType', 'NotServedLocally'], reason: detail };
}

export function isFailure(result: object): result is HttpFailure {
  return 'reason' in result && 'message' in result;
}
