import { Exchange } from '../exchange';
import { Verdict } from '../gateway-failure';

/** Required parameters and the body's schema. */
export function validate(exchange: Exchange): Verdict {
  return exchange.route?.validate(exchange);
}
