import { GatewayReply } from '../../message/reply';
import { routeName } from '../../route-name';
import { Exchange } from '../exchange';
import { GatewayFailure, configurationError } from '../gateway-failure';
import { compress } from '../message/compression';

/** Completes the reply of an integration and logs it. */
export function finish(exchange: Exchange): GatewayReply | Promise<GatewayReply> {
  const { reply, api } = exchange;
  if (!reply) return finishFailure(exchange, configurationError('no integration answered'));
  const minimum = api.model.minimumCompressionSize;
  if (minimum === undefined || Buffer.byteLength(reply.body) < minimum) return complete(exchange, reply);
  return compress(reply, exchange.firstHeader('accept-encoding')).then(() => complete(exchange, reply));
}

/** Renders, completes and logs the reply to a failure. */
export function finishFailure(exchange: Exchange, failure: GatewayFailure): GatewayReply {
  exchange.failure = failure;
  const { fixed } = failure;
  const reply = fixed === undefined
    ? exchange.api.gatewayResponses.render(exchange, failure)
    : { status: fixed.status, headers: ['x-amzn-ErrorType', failure.errorType, 'Content-Type', fixed.contentType], body: fixed.body };
  exchange.reply = reply;
  exchange.dependencies.reporter.report({
    kind: 'request-failed',
    apiId: exchange.api.model.apiId,
    stage: exchange.stageName,
    requestId: exchange.requestId,
    route: exchange.route ? routeName(exchange.route.methodKey) : `${exchange.request.method} ${exchange.request.rawPath}`,
    status: reply.status,
    reason: failure.reason,
  });
  return complete(exchange, reply);
}

function complete(exchange: Exchange, reply: GatewayReply): GatewayReply {
  reply.headers.push('x-amzn-RequestId', exchange.requestId, 'x-amz-apigw-id', exchange.extendedRequestId);
  measure(exchange, reply);
  const accessLog = exchange.stage?.accessLog;
  if (accessLog) {
    exchange.dependencies.reporter.report({
      kind: 'access-log', apiId: exchange.api.model.apiId, stage: exchange.stageName, logGroup: accessLog.logGroup, line: accessLog.format(exchange),
    });
  }
  return reply;
}

function measure({ stage, route, request, call, dependencies: { clock } }: Exchange, { status }: GatewayReply): void {
  if (!stage?.meter) return;
  const at = clock.now();
  stage.meter.record({ status, latency: Math.round(at - request.receivedAt), integrationLatency: call?.latency, at }, route);
}
