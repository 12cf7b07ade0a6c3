import { authorizerBroken } from './failures';
import { HttpAuthorizerAnswer, HttpAuthorizerCall } from './http-authorizer-call';
import { compileHttpIdentitySource } from './http-identity-source';
import { HttpLambdaAuthorizer } from './http-lambda-authorizer';
import { IamAuthorization } from './iam-authorization';
import { JwtAuthorizer } from './jwt-authorizer';
import { Clock } from '../../clock';
import { FunctionInvoker } from '../../lambda/function-invoker';
import { HttpApi, HttpAuthorizer, HttpJwtConfiguration, HttpStage } from '../../model/http-api';
import { Callers } from '../identities/caller';
import { VerificationKeys } from '../jwt/verification-keys';
import { SignatureVerifier } from '../signature-verifier';

/** What authorization needs of its host. */
export interface HttpAuthorizationDependencies {
  readonly clock: Clock;
  readonly functions: FunctionInvoker;
  readonly signatures: SignatureVerifier;
  readonly callers: Callers;
  /** Keys whose signatures count for an issuer: those that it publishes, or those of the local issuer in its place. */
  readonly keysOf: (jwt: HttpJwtConfiguration) => VerificationKeys;
}

/** Authorizes calls. */
type Authorize = (call: HttpAuthorizerCall) => HttpAuthorizerAnswer | Promise<HttpAuthorizerAnswer>;

/** Who may call the routes of one stage, compiled once. Open routes need nobody to ask. */
export class HttpStageAuthorization {
  private readonly authorizers: ReadonlyMap<string, Authorize>;
  private readonly iam: IamAuthorization;

  public constructor(
    api: Pick<HttpApi, 'account' | 'authorizers'>,
    private readonly stage: Pick<HttpStage, 'variables'>,
    private readonly dependencies: HttpAuthorizationDependencies,
  ) {
    this.authorizers = new Map(api.authorizers.map((model) => [model.id, this.compile(model)]));
    this.iam = new IamAuthorization(api, dependencies.signatures, dependencies.callers);
  }

  /** Never rejects. Answers at once where nobody has to be waited for. */
  public authorize(call: HttpAuthorizerCall): HttpAuthorizerAnswer | Promise<HttpAuthorizerAnswer> {
    const { authorizationType, authorizerId = '' } = call.route;
    if (authorizationType === 'AWS_IAM') return this.iam.authorize(call);
    const authorize = this.authorizers.get(authorizerId);
    return authorize === undefined ? authorizerBroken(`the route's authorizer ${authorizerId} is in no loaded template`) : authorize(call);
  }

  private compile(model: HttpAuthorizer): Authorize {
    const { clock, functions, keysOf } = this.dependencies;
    const stageVariables = this.stage.variables;
    if (model.type === 'REQUEST') {
      const authorizer = new HttpLambdaAuthorizer(model, { clock, functions, stageVariables });
      return (call) => authorizer.authorize(call);
    }
    const { jwt, logicalId } = model;
    if (jwt === undefined) return () => authorizerBroken(`${logicalId} has no JwtConfiguration`);
    const [sourceText = '$request.header.Authorization', ...others] = model.identitySources;
    const source = compileHttpIdentitySource(sourceText, stageVariables);
    if (source === undefined || others.length > 0) return () => authorizerBroken(`${logicalId} needs one identity source that can be read, it has ${model.identitySources.join(', ')}`);
    const authorizer = new JwtAuthorizer({ jwt, keys: keysOf(jwt), clock, source, sourceText });
    return (call) => authorizer.authorize(call);
  }
}
