import { Exchange } from './exchange';
import { configurationError, GatewayFailure, Verdict } from './gateway-failure';
import { admit } from './stages/admission';
import { authorize } from './stages/authorization';
import { finish, finishFailure } from './stages/finishing';
import { findRoute } from './stages/routing';
import { lookUpStage } from './stages/stage-lookup';
import { validate } from './stages/validation';
import { GatewayReply } from '../message/reply';

/** A stage judges a request: undefined lets it pass on, a failure ends it. Those that need not wait say so at once. */
type Stage = (exchange: Exchange) => Verdict | Promise<Verdict>;

/**
 * What a request goes through before its integration, in this order. The size of the body is judged before, where it is read; the reply is finished and logged
 * after, however it came about.
 *
 * The order is the one that the service's execution logs and access log phases show: authenticate and authorize, then the usage plan,
 * and only then "Starting execution" with validation, mapping and the backend.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html the phases and their variables
 * @see https://github.com/aws-quickstart/saas-identity-cognito/issues/14 an execution log from the usage plan on
 */
export const PIPELINE: readonly Stage[] = [
  lookUpStage,
  findRoute,
  authorize,
  admit,
  validate,
];

/** Where a request ends. */
export interface PipelineEnd {
  /** Called with the reply, unless {@link failed} is. */
  reply(reply: GatewayReply): void;
  /** Called when not even a reply to a failure can be made. */
  failed(error: unknown): void;
}

/** Runs a request through all stages and its integration. What goes wrong in them is a reply. */
export function runPipeline(exchange: Exchange, end: PipelineEnd): void {
  judge(exchange, 0, end);
}

function judge(exchange: Exchange, first: number, end: PipelineEnd): void {
  for (let index = first; index < PIPELINE.length; index++) {
    const verdict = attempt(exchange, PIPELINE[index]);
    if (verdict instanceof Promise) {
      verdict.then(
        (late) => (late === undefined ? judge(exchange, index + 1, end) : conclude(exchange, late, end)),
        (error: unknown) => conclude(exchange, broken(exchange, error), end),
      );
      return;
    }
    if (verdict !== undefined) return conclude(exchange, verdict, end);
  }
  integrate(exchange, end);
}

function attempt(exchange: Exchange, stage: Stage | undefined): Verdict | Promise<Verdict> {
  try {
    return stage?.(exchange);
  } catch (error) {
    return broken(exchange, error);
  }
}

/** Maps the request, calls the backend, maps its answer. */
function integrate(exchange: Exchange, end: PipelineEnd): void {
  const failed = (error: unknown): void => conclude(exchange, broken(exchange, error), end);
  try {
    exchange.route?.integrate(exchange, (verdict) => conclude(exchange, verdict, end), failed);
  } catch (error) {
    failed(error);
  }
}

/** Ends a request. Never throws, as whoever called back could do nothing about it. */
function conclude(exchange: Exchange, verdict: Verdict, end: PipelineEnd): void {
  try {
    const reply = verdict === undefined ? finish(exchange) : finishFailure(exchange, verdict);
    if (reply instanceof Promise) reply.then((late) => end.reply(late)).catch((error: unknown) => end.failed(error));
    else end.reply(reply);
  } catch (error) {
    end.failed(error);
  }
}

/** A defect of the gateway itself: the caller learns nothing of it. */
function broken({ requestId, dependencies: { reporter } }: Exchange, error: unknown): GatewayFailure {
  const detail = error instanceof Error ? error.stack ?? error.message : String(error);
  reporter.report({ kind: 'problem', message: `request ${requestId} failed inside the gateway: ${detail}` });
  return configurationError('the local gateway failed');
}
