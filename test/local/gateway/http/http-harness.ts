import { HttpAuthorizerAnswer, HttpAuthorizerCall } from '../../../../local/authorization/http/http-authorizer-call';
import { compileHttpApi } from '../../../../local/gateway/http/compile-http-api';
import { HttpGatewayDependencies, HttpRequestMeasures, ServiceActionResult } from '../../../../local/gateway/http/dependencies';
import { HttpGateway } from '../../../../local/gateway/http/http-gateway';
import { TokenBucket } from '../../../../local/gateway/throttle/token-bucket';
import { FunctionEvent } from '../../../../local/lambda/function-event';
import { FunctionInvoker, InvokableFunction } from '../../../../local/lambda/function-invoker';
import { InvokeOptions, InvokeResult } from '../../../../local/lambda/function-runtime';
import { LocalClock } from '../../../../local/local-clock';
import { HttpApi } from '../../../../local/model/http-api';
import { ACCOUNT_LIMITS } from '../../../../local/model/throttle';
import { CountingIds } from '../../../support/counting-ids';
import { Answer, Call, callGateway, FUNCTION_ARN, START } from '../../../support/gateway-call';
import { RecordingBackend } from '../../../support/recording-backend';
import { RecordingReporter } from '../../../support/recording-reporter';

export { FUNCTION_ARN, START };

/** A function that a test writes in place. */
export type Handler = (event: FunctionEvent, options: InvokeOptions) => InvokeResult | 'never';

/** Returns a value as a function would. */
export function returning(value: unknown): Handler {
  return () => ({ kind: 'success', payload: JSON.stringify(value) ?? 'null' });
}

class Functions implements FunctionInvoker {
  public readonly handlers = new Map<string, Handler>();

  public find(arn: string): InvokableFunction | undefined {
    const handler = this.handlers.get(arn);
    return handler && {
      name: 'orders',
      run: (event, options, done) => {
        const result = handler(event, options);
        if (result !== 'never') done(result);
      },
    };
  }
}

/** A compiled API with everything around it in the test's hands. */
export class Harness {
  public readonly clock = LocalClock.frozenAt(START);
  public readonly reporter = new RecordingReporter();
  public readonly functions = new Functions();
  public readonly backend = new RecordingBackend();
  public readonly measured: { readonly measures: HttpRequestMeasures; readonly routeKey?: string }[] = [];
  /** What authorizers were asked, and what they say. */
  public readonly calls: HttpAuthorizerCall[] = [];
  public verdict: HttpAuthorizerAnswer | Promise<HttpAuthorizerAnswer> = {};
  public readonly actions: ReadonlyMap<string, string>[] = [];
  public result: ServiceActionResult = { status: 200, rawHeaders: ['Content-Type', 'text/xml', 'x-amzn-requestid', 'r1'], body: '<ok/>' };
  public readonly gateway: HttpGateway;

  public constructor(api: HttpApi, options: { backends?: ReadonlyMap<string, string>; accountThrottle?: TokenBucket } = {}) {
    const dependencies: HttpGatewayDependencies = {
      clock: this.clock,
      reporter: this.reporter,
      functions: this.functions,
      backendClient: this.backend,
      ids: new CountingIds(),
      accountThrottle: options.accountThrottle ?? new TokenBucket(ACCOUNT_LIMITS, this.clock),
      backends: options.backends ?? new Map(),
      authorization: () => ({
        authorize: (call) => {
          this.calls.push(call);
          return this.verdict;
        },
      }),
      serviceActions: ({ subtype }) => {
        if (subtype === 'Unknown-Action') throw new Error('there is no Unknown-Action');
        return async (parameters) => {
          this.actions.push(parameters);
          return this.result;
        };
      },
      meters: { stage: () => ({ record: (measures, routeKey) => void this.measured.push({ measures, routeKey }) }) },
    };
    this.gateway = compileHttpApi(api, dependencies);
    this.handler(returning({ statusCode: 200 }));
  }

  /** @param target path behind the stage, with a query if there is one */
  public async call(target: string, call: Call = {}): Promise<Answer> {
    return callGateway(this.gateway, call.stage === undefined ? target : `/${call.stage}${target}`, call);
  }

  public handler(handler: Handler, arn = FUNCTION_ARN): this {
    this.functions.handlers.set(arn, handler);
    return this;
  }

  /** Lets the function return its own event, as text and as value: both have to be the same. */
  public echoing(): this {
    return this.handler((event) => {
      const { text } = event;
      expect(JSON.stringify(event.value())).toBe(text);
      return { kind: 'success', payload: JSON.stringify({ statusCode: 200, body: text }) };
    });
  }

  public get reasons(): string[] {
    return this.reporter.of('request-failed').map(({ reason }) => reason);
  }
}
