/** Fields of the default access log that metric filters read. */
export const LogField = {
  API_ID: 'apiId',
  STAGE: 'stage',
  STATUS: 'status',
  API_KEY_ID: 'apiKeyId',
  ERROR_TYPE: 'errorType',
} as const;

/** Fields that tell which request it was, and whose. */
export const REQUEST_FIELDS = {
  requestTime: '$context.requestTime',
  requestId: '$context.requestId',
  extendedRequestId: '$context.extendedRequestId',
  [LogField.API_ID]: '$context.apiId',
  [LogField.STAGE]: '$context.stage',
  ip: '$context.identity.sourceIp',
  caller: '$context.identity.caller',
  user: '$context.identity.user',
} as const;

/** Fields that tell what came of it. */
export const OUTCOME_FIELDS = {
  protocol: '$context.protocol',
  [LogField.STATUS]: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationLatency: '$context.integration.latency',
  integrationStatus: '$context.integration.status',
  integrationError: '$context.integration.error',
  integrationRequestId: '$context.integration.requestId',
  errorMessage: '$context.error.message',
  [LogField.ERROR_TYPE]: '$context.error.responseType',
} as const;

/**
 * One JSON object a request. Every value is quoted: a missing value is logged as a bare `-`, which would not be JSON otherwise.
 * Left out on purpose: path, query string, headers and user agent (secrets and personal data; they may hold quotes), and
 * `validationErrorString` and `messageString` (they bring quotes of their own).
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const REST_ACCESS_LOG_FORMAT = JSON.stringify({
  ...REQUEST_FIELDS,
  [LogField.API_KEY_ID]: '$context.identity.apiKeyId',
  routeKey: '$context.httpMethod $context.resourcePath',
  httpMethod: '$context.httpMethod',
  resourcePath: '$context.resourcePath',
  ...OUTCOME_FIELDS,
  xrayTraceId: '$context.xrayTraceId',
});
