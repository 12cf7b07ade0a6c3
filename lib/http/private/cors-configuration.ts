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
  checkAnyHeader(allowHeaders, allowCredentials);
  if (allowCredentials && exposeHeaders.includes(ANY)) throw new Error('cors has allowCredentials with the exposed header "*", which browsers take for a name; name the headers in exposeHeaders');
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

function checkAnyHeader(headers: string[], allowCredentials: boolean): void {
  if (Token.isUnresolved(headers) || !headers.includes(ANY)) return;
  if (allowCredentials) throw new Error('cors has allowCredentials with the request header "*", which browsers take for a name; name the headers in allowHeaders');
  if (headers.some((name) => name.toLowerCase() === 'authorization')) return;
  throw new Error(`cors.allowHeaders is ${JSON.stringify(headers)}, but browsers don't count Authorization among "*", so that no page could send a token; give ["Authorization", "*"]`);
}
