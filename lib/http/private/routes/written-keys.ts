import { HTTP_METHODS, RouteKey } from '../../../common/private/route-key';

const METHODS = HTTP_METHODS.filter((method) => method !== 'OPTIONS');

/** A route key as it is written into the template. */
export interface WrittenKey {
  readonly key: RouteKey;
  /** Of two that take the same requests the one with the higher rank is written, as API Gateway would choose the one that says more. */
  readonly rank: number;
}

/**
 * The keys that are written for one that the user gave.
 *
 * Where API Gateway answers preflights, no route may catch them: an `ANY` or `$default` route would, and its authorizer would refuse them. They are written as
 * one route for each other method. The alternative, a public `OPTIONS` route, needs a function that answers it and lets everyone call that.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function writtenKeys(key: RouteKey, answersPreflights: boolean): WrittenKey[] {
  if (!answersPreflights || key.method !== 'ANY') return [{ key, rank: 2 }];
  const paths = key.isDefault ? ['/', '/{proxy+}'] : [key.path];
  return paths.flatMap((path) => METHODS.map((method) => ({ key: RouteKey.parse(`${method} ${path}`, 'HTTP'), rank: key.isDefault ? 0 : 1 })));
}
