import { GatewayReply } from '../../message/reply';
import { dataProcessed } from '../context-variables';
import { HttpExchange } from '../exchange';
import { internalError } from '../failures';
import { HttpFailure } from '../http-failure';

/** Completes the reply of an integration and logs it. */
export function finish(exchange: HttpExchange): GatewayReply {
  return exchange.reply ? complete(exchange, exchange.reply) : finishFailure(exchange, internalError('no integration answered'));
}

/** Makes, completes and logs the reply to a failure. */
export function finishFailure(exchange: HttpExchange, failure: HttpFailure): GatewayReply {
  const { api, request, dependencies: { reporter }, requestId } = exchange;
  const { status, message, headers = [], reason } = failure;
  exchange.failure = failure;
  const reply = { status, headers: ['Content-Type', 'application/json', ...headers], body: JSON.stringify({ message }) };
  exchange.reply = reply;
  const route = exchange.route?.model.routeKey ?? `${request.method} ${request.path}`;
  reporter.report({ kind: 'request-failed', apiId: api.model.apiId, stage: exchange.stage?.model.name ?? '', requestId, route, status, reason });
  return complete(exchange, reply);
}

function complete(exchange: HttpExchange, reply: GatewayReply): GatewayReply {
  const { api, stage, requestId, dependencies: { reporter } } = exchange;
  api.cors?.decorate(exchange, reply);
  reply.headers.push('Apigw-Requestid', requestId);
  if (stage === undefined) return reply;
  measure(exchange, reply);
  const { accessLog, model: { name } } = stage;
  if (accessLog) reporter.report({ kind: 'access-log', apiId: api.model.apiId, stage: name, logGroup: accessLog.logGroup, line: accessLog.format(exchange) });
  return reply;
}

function measure(exchange: HttpExchange, { status }: GatewayReply): void {
  const { stage, route, request, call, dependencies: { clock } } = exchange;
  if (!stage?.meter) return;
  const at = clock.now();
  const latency = Math.round(at - request.receivedAt);
  stage.meter.record({ status, latency, integrationLatency: call?.latency, dataProcessed: dataProcessed(exchange), at }, route?.model.routeKey);
}
