import { Duration, Lazy, Token } from 'aws-cdk-lib';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { checkCors } from '../../common/cors/check-cors';
import type { HttpCorsOptions } from '../http-cors';

const DEFAULT_HEADERS = ['Authorization', 'Content-Type', 'X-Amz-Date', 'X-Amz-Security-Token', 'X-Amz-User-Agent'];
const ANY = '*';

/**
 * CORS as the API writes it.
 *
 * @param methods methods of all routes. Called when all are known
 * @throws when the options would leave the API open by accident, or would never match a browser.
 */
export function corsConfiguration(options: HttpCorsOptions, methods: () => string[]): apigwv2.CfnApi.CorsProperty {
  checkCors(options);
  const { allowOrigins, allowMethods, allowCredentials = false, maxAge = Duration.hours(2) } = options;
  const { allowHeaders = DEFAULT_HEADERS, exposeHeaders = [] } = options;
  checkAnyHeader(allowHeaders);
  if (!maxAge.isUnresolved() && maxAge.toSeconds() > 86_400) throw new Error(`cors.maxAge is ${maxAge.toSeconds()} seconds; API Gateway takes 86400 at most, which is a day`);
  return {
    allowOrigins,
    allowMethods: allowMethods ?? Lazy.list({ produce: methods }),
    allowHeaders,
    exposeHeaders: [...new Set(['apigw-requestid', ...exposeHeaders])],
    allowCredentials,
    maxAge: maxAge.toSeconds(),
  };
}

/** Callers of an HTTP API have tokens, other than those of a REST API, who may have an API key alone. */
function checkAnyHeader(headers: string[]): void {
  if (Token.isUnresolved(headers) || !headers.includes(ANY)) return;
  if (headers.some((name) => name.toLowerCase() === 'authorization')) return;
  throw new Error(`cors.allowHeaders is ${JSON.stringify(headers)}, but browsers don't count Authorization among "*", so that no page could send a token; give ["Authorization", "*"]`);
}
