import { RestIntegrate } from '../compiled-rest-api';
import { Exchange } from '../exchange';
import { Verdict } from '../gateway-failure';

/** An integration that answers at once. */
export function answering(judge: (exchange: Exchange) => Verdict): RestIntegrate {
  return (exchange, done) => done(judge(exchange));
}

/** An integration that waits for something that takes longer than a promise does. */
export function awaiting(judge: (exchange: Exchange) => Promise<Verdict>): RestIntegrate {
  return (exchange, done, failed) => {
    judge(exchange).then(done, failed);
  };
}
