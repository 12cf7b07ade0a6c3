import { Refusal } from '../refusal';

/** Why a request does not get the integration's answer, and what the caller gets instead. */
export interface GatewayFailure extends Refusal {
  /** Status instead of the one of the response type; a customised gateway response still wins. */
  readonly statusCode?: number;
  /** Answer that no gateway response of the API can change: the service gives it before it looks at the API, or the local gateway itself speaks. */
  readonly fixed?: FixedReply;
}

export interface FixedReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What a step of the pipeline says: undefined lets the request pass on. */
export type Verdict = GatewayFailure | undefined;

/** The API is set up in a way that the service answers with a plain 500. */
export function configurationError(reason: string): GatewayFailure {
  return { responseType: 'API_CONFIGURATION_ERROR', message: 'Internal server error', errorType: 'InternalServerErrorException', reason };
}

/** The backend failed or answered what the gateway can't pass on. */
export function integrationFailure(reason: string, statusCode = 502): GatewayFailure {
  return { responseType: 'INTEGRATION_FAILURE', message: 'Internal server error', errorType: 'InternalServerErrorException', reason, statusCode };
}

export function integrationTimeout(reason: string): GatewayFailure {
  return { responseType: 'INTEGRATION_TIMEOUT', message: 'Endpoint request timed out', errorType: 'InternalServerErrorException', reason };
}

/** 501 of the local gateway for what the service would do and it does not do yet. */
export function notServed(detail: string): GatewayFailure {
  const message = `apigateway-local: ${detail}`;
  return {
    responseType: 'API_CONFIGURATION_ERROR',
    message,
    errorType: 'NotServedLocally',
    reason: detail,
    fixed: { status: 501, contentType: 'application/json', body: JSON.stringify({ message }) },
  };
}
