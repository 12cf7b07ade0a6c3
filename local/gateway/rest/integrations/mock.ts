import { answering } from './integrate';
import { isFailure } from './lambda/invoke-function';
import { compileRequestBody } from './request-body';
import { compileResponseMapping } from './response-mapping';
import { RestIntegration } from '../../../model/rest-api';
import { RestIntegrate } from '../compiled-rest-api';
import { configurationError } from '../gateway-failure';

const STATUS = /["']?statusCode["']?\s*:\s*["']?(\d{3})\b/;
const NO_ANSWER = { headers: new Map<string, never>(), body: '' };

/**
 * `MOCK`: the request template names the status, the integration response that fits it answers. The template need not be JSON: `{statusCode: 200}` will do.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function compileMock(integration: RestIntegration): RestIntegrate {
  const body = compileRequestBody(integration);
  const map = compileResponseMapping(integration);
  return answering((exchange) => {
    const request = body(exchange);
    if (typeof request !== 'string' && isFailure(request)) return request;
    const status = STATUS.exec(request.toString())?.[1];
    if (status === undefined) return configurationError('the mock names no status: expected a request template such as {"statusCode": 200} for the content type of the request');
    return map(exchange, status, NO_ANSWER);
  });
}
