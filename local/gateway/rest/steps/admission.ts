import { Exchange } from '../exchange';
import { Verdict } from '../gateway-failure';

/**
 * API key, usage plan, and the throttles of method, stage and account.
 *
 * A method that requires no key is not metered, whatever key the caller sends.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function admit(exchange: Exchange): Verdict {
  const { route, stage, api } = exchange;
  if (!route || !stage) return undefined;
  if (!route.method.apiKeyRequired) return stage.throttle(route.methodKey);
  const keyValue = api.model.apiKeySource === 'HEADER' ? exchange.firstHeader('x-api-key') : exchange.usageIdentifierKey;
  const request = { apiId: api.model.apiId, stageName: stage.model.name, methodKey: route.methodKey, keyValue };
  const decision = exchange.dependencies.usage.admit(request, stage.throttle);
  exchange.apiKeyId = decision.keyId;
  if (decision.kind === 'refused') return decision.refusal;
  exchange.apiKey = keyValue;
  return undefined;
}
