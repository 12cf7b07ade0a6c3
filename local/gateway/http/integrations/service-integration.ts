import { answered } from './raw-answer';
import { HttpIntegration } from '../../../model/http-api';
import { IntegrationCall } from '../../backends/integration-call';
import { HttpIntegrate } from '../compiled-http-api';
import { HttpGatewayDependencies, ServiceAction } from '../dependencies';
import { HttpExchange } from '../exchange';
import { isFailure } from '../failures';
import { HttpVerdict } from '../http-failure';
import { compileExpression } from '../mapping/expression';
import { compileResponseMapping } from '../mapping/response-mapping';

/**
 * `AWS_PROXY` with a subtype: parameters of the action are made of the request, and the service's answer is the reply. A parameter without value is left out.
 *
 * @throws an error for what is not understood or not served
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
 */
export function compileServiceIntegration(integration: HttpIntegration, { serviceActions }: HttpGatewayDependencies): HttpIntegrate {
  const parameters = [...integration.requestParameters].map(([name, text]) => ({ name, value: compileExpression(text, 'request') }));
  const mapResponse = compileResponseMapping(integration.responseParameters);
  const act = serviceActions(integration);
  const judge = async (exchange: HttpExchange): Promise<HttpVerdict> => {
    const given = new Map<string, string>();
    for (const { name, value } of parameters) {
      const text = value(exchange);
      if (text !== undefined) given.set(name, text);
    }
    return await call(exchange, act, given) ?? (exchange.reply && mapResponse?.(exchange, exchange.reply));
  };
  return (exchange, done, failed) => {
    judge(exchange).then(done, failed);
  };
}

async function call(exchange: HttpExchange, act: ServiceAction, given: ReadonlyMap<string, string>): Promise<HttpVerdict> {
  const { clock } = exchange.dependencies;
  const noted: IntegrationCall = { startedAt: clock.now() };
  exchange.call = noted;
  const result = await act(given);
  noted.latency = Math.round(clock.now() - noted.startedAt);
  noted.status = result.status;
  if (isFailure(result)) {
    noted.error = result.message;
    return result;
  }
  exchange.reply = answered(result.status, result.rawHeaders, result.body);
  return undefined;
}
