import { Exchange } from '../exchange';
import { notServed, Verdict } from '../gateway-failure';

/** A policy that is not evaluated may be there to keep somebody out: nobody gets in until it is. */
export function applyResourcePolicy({ api }: Exchange): Verdict {
  return api.model.policy === undefined ? undefined : notServed('the resource policy of the API is not evaluated yet, so every call is refused');
}
