import { Exchange } from './exchange';
import { configurationError, GatewayFailure, Verdict } from './gateway-failure';
import { GatewayReply } from '../message/reply';
import { admit } from './stages/admission';
import { authorize } from './stages/authorization';
import { finish, finishFailure } from './stages/finishing';
import { integrate } from './stages/integration';
import { findRoute } from './stages/routing';
import { lookUpStage } from './stages/stage-lookup';
import { validate } from './stages/validation';

/** A stage judges a request: undefined lets it pass on, a failure ends it. Those that need not wait say so at once. */
type Stage = (exchange: Exchange) => Verdict | Promise<Verdict>;

/**
 * What a request goes through, in this order. The size of the body is judged before, where it is read; the reply is finished and logged after, however it came about.
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
  integrate,
];

/** Runs a request through all stages. What goes wrong in them is a reply; it fails only where no reply can be made. */
export function runPipeline(exchange: Exchange): GatewayReply | Promise<GatewayReply> {
  return runFrom(exchange, 0);
}

function runFrom(exchange: Exchange, first: number): GatewayReply | Promise<GatewayReply> {
  for (let index = first; index < PIPELINE.length; index++) {
    const verdict = attempt(exchange, index);
    if (verdict instanceof Promise) {
      return verdict.then(
        (late) => (late === undefined ? runFrom(exchange, index + 1) : finishFailure(exchange, late)),
        (error: unknown) => finishFailure(exchange, broken(exchange, error)),
      );
    }
    if (verdict !== undefined) return finishFailure(exchange, verdict);
  }
  return finish(exchange);
}

function attempt(exchange: Exchange, index: number): Verdict | Promise<Verdict> {
  try {
    return PIPELINE[index]?.(exchange);
  } catch (error) {
    return broken(exchange, error);
  }
}

/** A defect of the gateway itself: the caller learns nothing of it. */
function broken({ requestId, dependencies: { reporter } }: Exchange, error: unknown): GatewayFailure {
  const detail = error instanceof Error ? error.stack ?? error.message : String(error);
  reporter.report({ kind: 'problem', message: `request ${requestId} failed inside the gateway: ${detail}` });
  return configurationError('the local gateway failed');
}
