import { AuthorizedCaller, Authorizer, AuthorizerCall, AuthorizerTrace } from './authorizer';
import { CognitoAuthorizer } from './cognito-authorizer';
import { LambdaAuthorizer } from './lambda-authorizer';
import { authorizerBroken, deniedByAuthorizer, deniedByPolicy } from './refusals';
import { Clock } from '../../clock';
import { GatewayRequest } from '../../gateway/message/request';
import { Refusal } from '../../gateway/refusal';
import { FunctionInvoker } from '../../lambda/function-invoker';
import { RestApi, RestMethod, RestStage } from '../../model/rest-api';
import { RestAuthorizer, UserPool } from '../../model/rest-authorizer';
import { Reporter } from '../../reporter';
import { Callers } from '../identities/caller';
import { VerificationKeys } from '../jwt/verification-keys';
import { expandShortArn } from '../policy/method-arn';
import { authenticated, crossAccount, sameAccount } from '../policy/outcome';
import { compilePolicy, Policy } from '../policy/policy';
import { PolicyError } from '../policy/policy-error';
import { Principal } from '../policy/principal';
import { CallerConditions, requestConditions } from '../policy/request-conditions';
import { PolicyRequest } from '../policy/statement';
import { Verdict } from '../policy/verdict';
import { IamIdentity, SignatureVerifier } from '../signature-verifier';

/** What authorization needs of its host. */
export interface AuthorizationDependencies {
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly functions: FunctionInvoker;
  readonly signatures: SignatureVerifier;
  readonly callers: Callers;
  /** Keys whose signatures count for a user pool. */
  readonly keysOf: (pool: UserPool) => VerificationKeys;
}

/** Whether a request may reach its method, and what is known of the caller. */
export interface AuthorizationDecision {
  /** Absent: it may. */
  readonly refusal?: Refusal;
  readonly identity?: IamIdentity;
  readonly caller?: AuthorizedCaller;
  readonly trace?: AuthorizerTrace;
}

type Ask = (request: GatewayRequest, methodArn: string, principal?: Principal, conditions?: CallerConditions, accountPrincipals?: boolean) => Verdict;

/**
 * Who may call the methods of one stage: signatures, authorizers and the resource policy, compiled once, decided as the developer guide says.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export class StageAuthorization {
  private readonly authorizers: ReadonlyMap<string, Authorizer>;
  /** Verdict of the resource policy; absent: the API has none. */
  private readonly resourcePolicy: Ask | undefined;

  public constructor(
    private readonly api: Pick<RestApi, 'region' | 'account' | 'apiId' | 'logicalId' | 'policy' | 'authorizers'>,
    private readonly stage: Pick<RestStage, 'name' | 'variables'>,
    private readonly dependencies: AuthorizationDependencies,
  ) {
    this.authorizers = new Map(api.authorizers.map((model) => [model.id, this.compile(model)]));
    this.resourcePolicy = api.policy === undefined ? undefined : this.compileResourcePolicy();
  }

  /** Never rejects. */
  public async authorize(method: Pick<RestMethod, 'authorizationType' | 'authorizerId'>, call: AuthorizerCall): Promise<AuthorizationDecision> {
    switch (method.authorizationType) {
      case 'NONE': return this.anonymous(call);
      case 'AWS_IAM': return this.signed(call);
      default: return this.authorized(method, call);
    }
  }

  private anonymous(call: AuthorizerCall): AuthorizationDecision {
    const verdict = this.resourcePolicy?.(call.request, call.methodArn) ?? 'allow';
    return verdict === 'allow' ? {} : { refusal: this.deniedByResource(verdict, call) };
  }

  private async signed(call: AuthorizerCall): Promise<AuthorizationDecision> {
    const { request, methodArn } = call;
    const result = await this.dependencies.signatures.verify({ ...request, rawPath: `/${this.stage.name}${request.rawPath}` });
    if (result.kind === 'refused') return { refusal: result.refusal };
    const { identity } = result;
    const caller = this.dependencies.callers.callerOf(identity.accessKey);
    if (caller === undefined) return { identity, refusal: deniedByPolicy(identity.userArn, methodArn, false, 'the policies of the caller can\'t be read') };
    const own = caller.evaluate(policyRequest(request, methodArn, caller.principal, caller.conditions));
    const isSame = caller.principal.account === this.api.account;
    // Within an account, naming the account leaves it to the caller's own policies; only naming the caller lets it in by itself.
    const resource = this.resourcePolicy?.(request, methodArn, caller.principal, caller.conditions, !isSame);
    const verdict = (isSame ? sameAccount : crossAccount)(own, resource);
    if (verdict === 'allow') return { identity };
    const reason = `the caller's policies say ${words(own)}, the resource policy ${resource === undefined ? 'is not there' : `says ${words(resource)}`}`
      + `${isSame ? '' : `; the caller is of another account (${caller.principal.account}), so both must allow`}`;
    return { identity, refusal: deniedByPolicy(identity.userArn, methodArn, verdict === 'explicit-deny', reason) };
  }

  private async authorized(method: Pick<RestMethod, 'authorizationType' | 'authorizerId'>, call: AuthorizerCall): Promise<AuthorizationDecision> {
    const authorizer = this.authorizers.get(method.authorizerId ?? '');
    if (authorizer === undefined) return { refusal: authorizerBroken(`the method's authorizer ${method.authorizerId ?? ''} is in no loaded template`) };
    const resource = this.resourcePolicy?.(call.request, call.methodArn);
    // Whom the API itself shuts out is not worth a call of the authorizer.
    if (resource === 'explicit-deny') return { refusal: this.deniedByResource(resource, call) };
    const answer = await authorizer.authorize(call);
    const { trace } = answer;
    if (answer.kind === 'refused') return { refusal: answer.refusal, trace };
    const { caller } = answer;
    if (answer.kind === 'authenticated') {
      const verdict = authenticated(resource);
      return verdict === 'allow' ? { caller, trace } : { caller, trace, refusal: this.deniedByResource(verdict, call) };
    }
    const own = answer.policy.evaluate(policyRequest(call.request, call.methodArn));
    const verdict = sameAccount(own, resource);
    if (verdict === 'allow') return { caller, trace };
    const refusal = deniedByAuthorizer(verdict === 'explicit-deny', `the policy of the authorizer has ${words(own)} for ${call.methodArn}`);
    return { caller, refusal, trace: { ...trace, status: 403, ...(refusal.message !== null && { error: refusal.message }) } };
  }

  private deniedByResource(verdict: Verdict, { methodArn }: AuthorizerCall): Refusal {
    return deniedByPolicy('anonymous', methodArn, verdict === 'explicit-deny', `the resource policy of the API has ${words(verdict)} for ${methodArn}`);
  }

  private compile(model: RestAuthorizer): Authorizer {
    const { functions, clock, keysOf } = this.dependencies;
    const stageVariables = this.stage.variables;
    if (model.type === 'COGNITO_USER_POOLS') return new CognitoAuthorizer(model, { clock, keysOf, stageVariables });
    return new LambdaAuthorizer(model, { functions, clock, stageVariables });
  }

  private compileResourcePolicy(): Ask {
    try {
      const policy: Policy = compilePolicy(this.api.policy ?? null, { kind: 'resource', expandResource: expandShortArn(this.api) });
      return (request, methodArn, principal, conditions, accountPrincipals) =>
        policy.evaluate({ ...policyRequest(request, methodArn, principal, conditions), accountPrincipals });
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      const message = `nobody may call stage ${this.stage.name} of ${this.api.logicalId}: its resource policy can't be read: ${error.message}`;
      this.dependencies.reporter.report({ kind: 'problem', message });
      return () => 'explicit-deny';
    }
  }
}

function policyRequest(request: GatewayRequest, methodArn: string, principal?: Principal, conditions?: CallerConditions): PolicyRequest {
  return { action: 'execute-api:Invoke', resource: methodArn, context: requestConditions(request, conditions), ...(principal && { principal }) };
}

function words(verdict: Verdict): string {
  return verdict === 'allow' ? 'an allow' : verdict === 'explicit-deny' ? 'an explicit deny' : 'neither allow nor deny';
}
