import { Exchange } from '../exchange';
import { configurationError, Verdict } from '../gateway-failure';

/** Maps the request, calls the backend, maps its answer. */
export function integrate(exchange: Exchange): Verdict | Promise<Verdict> {
  return exchange.route?.integrate(exchange) ?? (exchange.reply ? undefined : configurationError('no integration answered'));
}
