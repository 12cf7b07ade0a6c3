import { createHash } from 'node:crypto';
import { Authorizer, AuthorizerAnswer, AuthorizerCall } from './authorizer';
import { authorizerFunction, errorMessage } from './authorizer-function';
import { compileIdentitySource, IdentitySource } from './identity-source';
import { requestEvent, tokenEvent } from './lambda-event';
import { LambdaResult, readLambdaResult } from './lambda-result';
import { authorizerBroken, authorizerFailed, statusOf, unauthorized } from './refusals';
import { ResultCache } from './result-cache';
import { compileValidation, Validation } from './validation-expression';
import { Clock } from '../../clock';
import { Refusal } from '../../gateway/refusal';
import { FunctionInvoker } from '../../lambda/function-invoker';
import { InvokeResult } from '../../lambda/function-runtime';
import { invoke } from '../../lambda/invoke';
import { RestAuthorizer } from '../../model/rest-authorizer';

/** How long the gateway waits for an authorizer. */
const patience = 29_000;

export interface LambdaAuthorizerOptions {
  readonly functions: FunctionInvoker;
  readonly clock: Clock;
  readonly stageVariables: ReadonlyMap<string, string>;
}

/**
 * A TOKEN or REQUEST authorizer as the service runs it: identity sources, validation expression, function, cached result.
 * Failures are never cached; a policy, whether it allows or denies, is.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export class LambdaAuthorizer implements Authorizer {
  private readonly sources: readonly IdentitySource[];
  private readonly validation: Validation | undefined;
  private readonly cache: ResultCache<LambdaResult> | undefined;
  private readonly functionArn: string | undefined;
  private readonly problem: string | undefined;

  public constructor(private readonly model: RestAuthorizer, private readonly options: LambdaAuthorizerOptions) {
    const compiled = model.identitySources.map((text) => compileIdentitySource(text, options.stageVariables));
    this.sources = compiled.filter((source) => source !== undefined);
    this.validation = model.type === 'TOKEN' ? compileValidation(model.identityValidationExpression) : undefined;
    this.functionArn = authorizerFunction(model.uri ?? '', options.stageVariables);
    const unknown = model.identitySources[compiled.indexOf(undefined)];
    if (unknown !== undefined) this.problem = `identity source ${unknown} of ${model.logicalId} can't be read`;
    else if (model.type === 'TOKEN' && this.sources.length !== 1) this.problem = `TOKEN authorizer ${model.logicalId} needs exactly one identity source`;
    else if (this.validation?.problem !== undefined) this.problem = `IdentityValidationExpression of ${model.logicalId}: ${this.validation.problem}`;
    else if (this.functionArn === undefined) this.problem = `AuthorizerUri of ${model.logicalId} names no function: ${model.uri ?? 'it is missing'}`;
    // Without identity sources there is nothing that tells callers apart, so nothing may be shared among them.
    const cached = model.resultTtlSeconds > 0 && this.sources.length > 0;
    this.cache = cached ? new ResultCache(options.clock, Math.min(model.resultTtlSeconds, 3600) * 1000) : undefined;
  }

  public async authorize(call: AuthorizerCall): Promise<AuthorizerAnswer> {
    if (this.problem !== undefined) return refused(authorizerBroken(this.problem));
    const identity: string[] = [];
    for (const [index, source] of this.sources.entries()) {
      const value = source(call);
      if (value === undefined) return refused(unauthorized(`identity source ${this.model.identitySources[index] ?? ''} is missing or empty`));
      identity.push(value);
    }
    const [token = ''] = identity;
    if (this.validation?.accepts(token) === false) return refused(unauthorized('the token does not match the IdentityValidationExpression'));
    // The key is hashed so that no token lies in memory longer than its request.
    const key = this.cache && createHash('sha256').update(JSON.stringify(identity)).digest('base64');
    const cached = key === undefined ? undefined : this.cache?.get(key);
    if (cached !== undefined) return judged(cached, 0);
    const began = this.options.clock.now();
    const result = await this.ask(call, token);
    const latency = this.options.clock.now() - began;
    if ('refusal' in result) return refused(result.refusal, latency, result.integrationStatus);
    if (key !== undefined) this.cache?.set(key, result);
    return judged(result, latency);
  }

  private async ask(call: AuthorizerCall, token: string): Promise<LambdaResult | { readonly refusal: Refusal; readonly integrationStatus?: number }> {
    const arn = this.functionArn ?? '';
    const handler = this.options.functions.find(arn);
    if (handler === undefined) return { refusal: authorizerBroken(`${arn} is in no loaded template`) };
    const label = handler.logicalId ?? handler.name;
    const event = this.model.type === 'TOKEN' ? tokenEvent(call, token) : requestEvent(call, this.options.stageVariables);
    const answer = await this.inTime(invoke(handler, event, { requestId: call.requestId, invokedArn: arn }));
    if (answer === undefined) return { refusal: authorizerFailed(`${label} did not answer within ${patience / 1000} s`), integrationStatus: 504 };
    if (answer.kind === 'throttled') return { refusal: authorizerBroken(`${label} has no free concurrency`), integrationStatus: 429 };
    if (answer.kind === 'error') {
      const message = errorMessage(answer.payload);
      if (message === 'Unauthorized') return { refusal: unauthorized(`${label} said Unauthorized`), integrationStatus: 200 };
      return { refusal: authorizerBroken(`${label} failed; only the error message "Unauthorized" is a decision, see the function's log`), integrationStatus: 200 };
    }
    const result = readLambdaResult(answer.payload);
    return typeof result === 'string' ? { refusal: authorizerBroken(`${label}: ${result}`), integrationStatus: 200 } : result;
  }

  private async inTime(invocation: Promise<InvokeResult>): Promise<InvokeResult | undefined> {
    return new Promise((resolve) => {
      const timer = this.options.clock.after(patience, () => resolve(undefined));
      void invocation.then((result) => {
        timer.cancel();
        resolve(result);
      });
    });
  }
}

function refused(refusal: Refusal, latency = 0, integrationStatus?: number): AuthorizerAnswer {
  const trace = { latency, status: statusOf(refusal), ...(integrationStatus !== undefined && { integrationStatus }), error: refusal.message ?? 'Internal server error' };
  return { kind: 'refused', refusal, trace };
}

function judged({ policy, context, usageIdentifierKey }: LambdaResult, latency: number): AuthorizerAnswer {
  return {
    kind: 'policy',
    policy,
    caller: { context, ...(usageIdentifierKey !== undefined && { usageIdentifierKey }) },
    trace: { latency, status: 200, integrationStatus: 200 },
  };
}
