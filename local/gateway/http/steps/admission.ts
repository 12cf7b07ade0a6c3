import { HttpExchange } from '../exchange';
import { HttpVerdict } from '../http-failure';

/** The throttles of route, stage and account. */
export function admit({ route, stage }: HttpExchange): HttpVerdict {
  return route && stage?.throttle(route.model.routeKey);
}
