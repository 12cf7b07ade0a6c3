import { Exchange } from '../exchange';
import { notServed, Verdict } from '../gateway-failure';

/** Who may call the method. Whatever can't be decided here is refused. */
export function authorize(exchange: Exchange): Verdict | Promise<Verdict> {
  const type = exchange.route?.method.authorizationType;
  switch (type) {
    case 'NONE': return undefined;
    case 'AWS_IAM': return verifySignature(exchange);
    default: return notServed(`authorization ${type ?? ''} of ${exchange.route?.methodKey ?? ''} is not served yet, so every call is refused`);
  }
}

async function verifySignature(exchange: Exchange): Promise<Verdict> {
  const { method, rawQuery, headers, body, receivedAt } = exchange.request;
  const result = await exchange.dependencies.signatures.verify({ method, rawQuery, headers, body, receivedAt, rawPath: exchange.stagePath });
  if (result.kind === 'refused') return result.refusal;
  exchange.identity = result.identity;
  return undefined;
}
