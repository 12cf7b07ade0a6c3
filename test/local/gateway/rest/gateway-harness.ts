import { Callers } from '../../../../local/authorization/identities/caller';
import { IamIdentity, Refused, SignatureVerifier, Verified } from '../../../../local/authorization/signature-verifier';
import { compileRestApi } from '../../../../local/gateway/rest/compile-rest-api';
import { RestGatewayDependencies } from '../../../../local/gateway/rest/dependencies';
import { RestGateway } from '../../../../local/gateway/rest/rest-gateway';
import { TokenBucket } from '../../../../local/gateway/throttle/token-bucket';
import { MemoryQuotaCounters } from '../../../../local/gateway/usage/memory-quota-counters';
import { UsageLedger } from '../../../../local/gateway/usage/usage-ledger';
import { FunctionInvoker, InvokableFunction } from '../../../../local/lambda/function-invoker';
import { LocalClock } from '../../../../local/local-clock';
import { RestApi, RestIntegration } from '../../../../local/model/rest-api';
import { ACCOUNT_LIMITS } from '../../../../local/model/throttle';
import { ApiKey, UsagePlan } from '../../../../local/model/usage/usage-plan';
import { CountingIds } from '../../../support/counting-ids';
import { Answer, Call, callGateway, FUNCTION_ARN, START } from '../../../support/gateway-call';
import { RecordingBackend } from '../../../support/recording-backend';
import { RecordingReporter } from '../../../support/recording-reporter';
import { WrittenHandler, writtenFunction } from '../../../support/written-function';

export { FUNCTION_ARN, START };

/** Integration that does nothing special; `overrides` adds what a test is about. */
export function integration(type: RestIntegration['type'], overrides: Partial<RestIntegration> = {}): RestIntegration {
  return {
    type,
    connectionType: 'INTERNET',
    timeoutMilliseconds: 29_000,
    requestParameters: new Map(),
    requestTemplates: new Map(),
    passthroughBehavior: 'WHEN_NO_MATCH',
    responses: [],
    responseTransferMode: 'BUFFERED',
    ...overrides,
  };
}

/** Invocation URI of a function. */
export function functionUri(arn = FUNCTION_ARN): string {
  return `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

export function lambdaProxy(overrides: Partial<RestIntegration> = {}): RestIntegration {
  return integration('AWS_PROXY', { httpMethod: 'POST', uri: functionUri(), ...overrides });
}

/** A mock that answers 200 with a template. */
export function mock(template: string, overrides: Partial<RestIntegration> = {}): RestIntegration {
  return integration('MOCK', {
    requestTemplates: new Map([['application/json', '{"statusCode": 200}']]),
    responses: [{ statusCode: '200', responseParameters: new Map(), responseTemplates: new Map([['application/json', template]]) }],
    ...overrides,
  });
}

/** A function that a test writes in place. */
export type Handler = WrittenHandler;

/** Returns a value as a function would. */
export function returning(value: unknown): Handler {
  return () => ({ kind: 'success', payload: JSON.stringify(value) });
}

class Functions implements FunctionInvoker {
  public readonly handlers = new Map<string, Handler>();

  public find(arn: string): InvokableFunction | undefined {
    const handler = this.handlers.get(arn);
    return handler && writtenFunction('orders', handler);
  }
}

class Signatures implements SignatureVerifier {
  public answer: Verified | Refused = { kind: 'refused', refusal: { responseType: 'MISSING_AUTHENTICATION_TOKEN', message: 'Missing Authentication Token', errorType: 'MissingAuthenticationTokenException', reason: 'not signed' } };
  public paths: string[] = [];

  public async verify(request: { readonly rawPath: string }): Promise<Verified | Refused> {
    this.paths.push(request.rawPath);
    return this.answer;
  }
}

export const IDENTITY: IamIdentity = { accessKey: 'LOCLKEY', accountId: '123456789012', userArn: 'arn:aws:iam::123456789012:user/local', userId: 'LOCUSER', caller: 'LOCUSER' };

/** Whoever signs may do everything. */
const ADMINISTRATORS: Callers = {
  callerOf: () => ({
    principal: { account: IDENTITY.accountId, arn: IDENTITY.userArn },
    conditions: { account: IDENTITY.accountId, arn: IDENTITY.userArn, userId: IDENTITY.userId, type: 'User', username: 'local', temporary: false, tags: new Map() },
    evaluate: () => 'allow',
  }),
};

/** A compiled API with everything around it in the test's hands. */
export class Harness {
  public readonly clock = LocalClock.frozenAt(START);
  public readonly reporter = new RecordingReporter();
  public readonly functions = new Functions();
  public readonly signatures = new Signatures();
  public readonly backend = new RecordingBackend();
  public readonly gateway: RestGateway;

  public constructor(api: RestApi, options: { plans?: readonly UsagePlan[]; keys?: readonly ApiKey[]; backends?: ReadonlyMap<string, string> } = {}) {
    const dependencies: RestGatewayDependencies = {
      clock: this.clock,
      reporter: this.reporter,
      functions: this.functions,
      signatures: this.signatures,
      backendClient: this.backend,
      ids: new CountingIds(),
      usage: new UsageLedger(options.plans ?? [], options.keys ?? [], this.clock, new MemoryQuotaCounters()),
      callers: ADMINISTRATORS,
      keysOf: () => ({ find: async () => [] }),
      accountThrottle: new TokenBucket(ACCOUNT_LIMITS, this.clock),
      backends: options.backends ?? new Map(),
    };
    this.gateway = compileRestApi(api, dependencies);
  }

  /** @param target path behind the stage, with a query if there is one */
  public async call(target: string, call: Call = {}): Promise<Answer> {
    return callGateway(this.gateway, `/${call.stage ?? 'prod'}${target}`, call);
  }

  public handler(handler: Handler, arn = FUNCTION_ARN): this {
    this.functions.handlers.set(arn, handler);
    return this;
  }

  public get reasons(): string[] {
    return this.reporter.of('request-failed').map(({ reason }) => reason);
  }
}
