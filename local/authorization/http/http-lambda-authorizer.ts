import { createHash } from 'node:crypto';
import { authorizerBroken, forbidden, unauthorized } from './failures';
import { HttpAuthorizerAnswer, HttpAuthorizerCall } from './http-authorizer-call';
import { compileHttpIdentitySource, HttpIdentitySource } from './http-identity-source';
import { httpLambdaEvent } from './http-lambda-event';
import { HttpLambdaResult, readHttpLambdaResult } from './http-lambda-result';
import { callFunction } from '../../gateway/backends/call-function';
import { TIMED_OUT } from '../../gateway/backends/deadline';
import { TextEvent } from '../../lambda/function-event';
import { InvokableFunction } from '../../lambda/function-invoker';
import { InvokeResult } from '../../lambda/function-runtime';
import { HttpAuthorizer } from '../../model/http-api';
import { authorizerFunction, errorMessage } from '../authorizers/authorizer-function';
import { LambdaAuthorizerOptions } from '../authorizers/lambda-authorizer';
import { ResultCache } from '../authorizers/result-cache';
import { requestConditions } from '../policy/request-conditions';

/** How long the service waits for an authorizer. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const timeoutMilliseconds = 10_000;
/** Longest life of a cached result, in seconds. */
const longest = 3600;

/**
 * A Lambda authorizer as the service runs it: identity sources, function, cached result. Results are found under the values of the identity sources, for all
 * routes unless `$context.routeKey` is one of them; a cached policy is asked about each route by itself. Failures are never cached.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export class HttpLambdaAuthorizer {
  private readonly sources: readonly HttpIdentitySource[];
  private readonly cache: ResultCache<HttpLambdaResult> | undefined;
  private readonly functionArn: string;
  private readonly problem: string | undefined;

  public constructor(private readonly model: HttpAuthorizer, private readonly options: LambdaAuthorizerOptions) {
    const compiled = model.identitySources.map((text) => compileHttpIdentitySource(text, options.stageVariables));
    this.sources = compiled.filter((source) => source !== undefined);
    this.functionArn = authorizerFunction(model.uri ?? '', options.stageVariables) ?? '';
    const unknown = model.identitySources[compiled.indexOf(undefined)];
    if (unknown !== undefined) this.problem = `identity source ${unknown} of ${model.logicalId} can't be read`;
    else if (this.functionArn === '') this.problem = `AuthorizerUri of ${model.logicalId} names no function: ${model.uri ?? 'it is missing'}`;
    // Without identity sources there is nothing that tells callers apart, so nothing may be shared among them.
    const isCached = model.resultTtlSeconds > 0 && this.sources.length > 0;
    this.cache = isCached ? new ResultCache(options.clock, Math.min(model.resultTtlSeconds, longest) * 1000) : undefined;
  }

  /** Answers at once when it knows the result. Never rejects. */
  public authorize(call: HttpAuthorizerCall): HttpAuthorizerAnswer | Promise<HttpAuthorizerAnswer> {
    if (this.problem !== undefined) return authorizerBroken(this.problem);
    const identity: string[] = [];
    for (const [index, source] of this.sources.entries()) {
      const value = source(call);
      if (value === undefined) return unauthorized(`identity source ${this.model.identitySources[index] ?? ''} is missing or empty`);
      identity.push(value);
    }
    // Hashed, so that no token lies in memory longer than its request.
    const key = this.cache && createHash('sha256').update(JSON.stringify(identity)).digest('base64');
    const cached = key === undefined ? undefined : this.cache?.get(key);
    return cached === undefined ? this.ask(call, identity, key) : judge(cached, call, 0);
  }

  private async ask(call: HttpAuthorizerCall, identity: readonly string[], key: string | undefined): Promise<HttpAuthorizerAnswer> {
    const { functions, clock } = this.options;
    const fn = functions.find(this.functionArn);
    if (fn === undefined) return authorizerBroken(`${this.functionArn} is in no loaded template`);
    const began = clock.now();
    const answer = await this.invoke(fn, call, identity, began);
    const latency = clock.now() - began;
    const result = this.read(answer, fn.logicalId ?? fn.name, latency);
    if (!('kind' in result)) return result;
    if (key !== undefined) this.cache?.set(key, result);
    return judge(result, call, latency);
  }

  private async invoke(
    fn: InvokableFunction, call: HttpAuthorizerCall, identity: readonly string[], startedAt: number,
  ): Promise<InvokeResult | typeof TIMED_OUT> {
    const event = new TextEvent(httpLambdaEvent(this.model.payloadFormatVersion, call, identity));
    const options = { requestId: call.requestId, invokedArn: this.functionArn, startedAt, timeoutMilliseconds };
    return new Promise((resolve) => { callFunction(this.options.clock, fn, event, options, resolve); });
  }

  /** The result, or the answer where there is none. */
  private read(answer: InvokeResult | typeof TIMED_OUT, label: string, latency: number): HttpLambdaResult | HttpAuthorizerAnswer {
    if (answer === TIMED_OUT) return authorizerBroken(`${label} did not answer within ${timeoutMilliseconds / 1000} s`, latency);
    if (answer.kind === 'throttled') return authorizerBroken(`${label} has no free concurrency`, latency);
    if (answer.kind === 'error') {
      if (errorMessage(answer.payload) === 'Unauthorized') return unauthorized(`${label} said Unauthorized`, latency);
      return authorizerBroken(`${label} failed; only the error message "Unauthorized" is a decision, see the function's log`, latency);
    }
    const result = readHttpLambdaResult(answer.payload, this.model.simpleResponses && this.model.payloadFormatVersion === '2.0');
    return typeof result === 'string' ? authorizerBroken(`${label}: ${result}`, latency) : result;
  }
}

function judge(result: HttpLambdaResult, { request, routeArn }: HttpAuthorizerCall, latency: number): HttpAuthorizerAnswer {
  const { context } = result;
  if (result.kind === 'simple') {
    return result.isAuthorized ? allowed({ kind: 'lambda', context }, latency) : forbidden('isAuthorized of the authorizer\'s answer is false', latency);
  }
  const verdict = result.policy.evaluate({ action: 'execute-api:Invoke', resource: routeArn, context: requestConditions(request) });
  if (verdict === 'allow') return allowed({ kind: 'lambda', context, principalId: result.principalId }, latency);
  return forbidden(`the policy of the authorizer has ${verdict === 'explicit-deny' ? 'an explicit deny' : 'neither allow nor deny'} for ${routeArn}`, latency);
}

function allowed(caller: HttpAuthorizerAnswer['caller'], latency: number): HttpAuthorizerAnswer {
  return { caller, trace: { latency, status: 200 } };
}
