import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { CorsHeaders } from './cors-headers';

const { ResponseType } = apigateway;

/**
 * The service's own wording where it is safe. Its words for the types that are named here hold ARNs, the canonical string of a signature, or say
 * "authentication token" about a path that does not exist. The two defaults also cover errors that belong to no route.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const messages: readonly (readonly [id: string, type: apigateway.ResponseType, message: string])[] = [
  ['Default4xx', ResponseType.DEFAULT_4XX, '$context.error.messageString'],
  ['Default5xx', ResponseType.DEFAULT_5XX, '"Internal server error"'],
  ['AccessDenied', ResponseType.ACCESS_DENIED, '"Forbidden"'],
  ['InvalidSignature', ResponseType.INVALID_SIGNATURE, '"The signature of the request is not valid"'],
  ['MissingAuthenticationToken', ResponseType.MISSING_AUTHENTICATION_TOKEN, '"Forbidden"'],
  ['IntegrationTimeout', ResponseType.INTEGRATION_TIMEOUT, '"Endpoint request timed out"'],
];

/** Errors of API Gateway as JSON with a request id and nothing internal, readable for browsers where CORS is on. */
export function addErrorResponses(api: apigateway.RestApi, standardErrors: boolean, cors: CorsHeaders | undefined): void {
  const responseHeaders = cors?.forErrors;
  for (const [id, type, message] of messages) {
    if (standardErrors) {
      api.addGatewayResponse(id, { type, responseHeaders, templates: { 'application/json': `{"message":${message},"requestId":"$context.requestId"}` } });
    } else if (cors && id.startsWith('Default')) {
      api.addGatewayResponse(id, { type, responseHeaders });
    }
  }
}
