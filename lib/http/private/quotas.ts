/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const MOST_AUDIENCES = 50;
export const MOST_SCOPES = 10;
export const MOST_ROUTES = 300;
export const MOST_AUTHORIZERS = 10;
export const LONGEST_LOG_FORMAT = 3 * 1024;
