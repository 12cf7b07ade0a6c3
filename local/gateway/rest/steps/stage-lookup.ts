import { Exchange } from '../exchange';
import { Verdict } from '../gateway-failure';

/** Finds the stage. The service knows no API without one, so its answer can't be customised. */
export function lookUpStage(exchange: Exchange): Verdict {
  const stage = exchange.api.stages.get(exchange.stageName);
  if (stage) {
    exchange.stage = stage;
    return undefined;
  }
  const stages = [...exchange.api.stages.keys()].map((name) => `/${name}/`).join(', ');
  return {
    responseType: 'ACCESS_DENIED',
    message: 'Forbidden',
    errorType: 'ForbiddenException',
    reason: `the API has no stage ${JSON.stringify(exchange.stageName)}: paths start with ${stages || 'a stage, and it has none'}`,
    fixed: { status: 403, contentType: 'application/json', body: '{"message":"Forbidden"}' },
  };
}
