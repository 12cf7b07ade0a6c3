import { HttpExchange } from './exchange';
import { internalError } from './failures';
import { HttpFailure, HttpVerdict } from './http-failure';
import { messageOf } from '../../errors';
import { GatewayReply } from '../message/reply';
import { admit } from './stages/admission';
import { authorize } from './stages/authorization';
import { finish, finishFailure } from './stages/finishing';
import { findRoute } from './stages/routing';
import { lookUpStage } from './stages/stage-lookup';

/** A stage judges a request: undefined lets it pass on, a failure ends it. Those that need not wait say so at once. */
type Stage = (exchange: HttpExchange) => HttpVerdict | Promise<HttpVerdict>;

/**
 * What a request goes through before its integration, in this order. The size of the body is judged before, where it is read; the reply is finished, measured and
 * logged after, however it came about. Throttles come first, so that nobody can keep authorizers busy.
 */
export const PIPELINE: readonly Stage[] = [
  lookUpStage,
  findRoute,
  admit,
  authorize,
];

/** Where a request ends. */
export interface PipelineEnd {
  /** Called with the reply, unless {@link failed} is. */
  reply(reply: GatewayReply): void;
  /** Called when not even a reply to a failure can be made. */
  failed(error: unknown): void;
}

/** Runs a request through all stages and its integration. What goes wrong in them is a reply. */
export function runPipeline(exchange: HttpExchange, end: PipelineEnd): void {
  judge(exchange, 0, end);
}

function judge(exchange: HttpExchange, first: number, end: PipelineEnd): void {
  for (let index = first; index < PIPELINE.length; index++) {
    let verdict: HttpVerdict | Promise<HttpVerdict>;
    try {
      verdict = PIPELINE[index]?.(exchange);
    } catch (error) {
      verdict = broken(exchange, error);
    }
    if (verdict instanceof Promise) {
      const next = index + 1;
      verdict.then(
        (late) => (late === undefined ? judge(exchange, next, end) : conclude(exchange, late, end)),
        (error: unknown) => conclude(exchange, broken(exchange, error), end),
      );
      return;
    }
    if (verdict !== undefined) return conclude(exchange, verdict, end);
  }
  integrate(exchange, end);
}

/** Maps the request, calls the integration, maps its answer. A request that has its answer already passes by. */
function integrate(exchange: HttpExchange, end: PipelineEnd): void {
  if (exchange.route === undefined) return conclude(exchange, undefined, end);
  const failed = (error: unknown): void => conclude(exchange, broken(exchange, error), end);
  try {
    exchange.route.integrate(exchange, (verdict) => conclude(exchange, verdict, end), failed);
  } catch (error) {
    failed(error);
  }
}

/** Ends a request. Never throws, as whoever called back could do nothing about it. */
function conclude(exchange: HttpExchange, verdict: HttpVerdict, end: PipelineEnd): void {
  try {
    end.reply(verdict === undefined ? finish(exchange) : finishFailure(exchange, verdict));
  } catch (error) {
    end.failed(error);
  }
}

/** A defect of the gateway itself: the caller learns nothing of it. */
function broken({ requestId, dependencies: { reporter } }: HttpExchange, error: unknown): HttpFailure {
  const detail = error instanceof Error ? error.stack ?? error.message : messageOf(error);
  reporter.report({ kind: 'problem', message: `request ${requestId} failed inside the gateway: ${detail}` });
  return internalError('the local gateway failed');
}
