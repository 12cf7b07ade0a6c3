import { forbidden } from './failures';
import { HttpAuthorizerAnswer, HttpAuthorizerCall } from './http-authorizer-call';
import { HttpApi } from '../../model/http-api';
import { Callers } from '../identities/caller';
import { crossAccount, sameAccount } from '../policy/outcome';
import { requestConditions } from '../policy/request-conditions';
import { SignatureVerifier } from '../signature-verifier';

/**
 * Authorization by IAM: whose signature is right, and whose own policies allow `execute-api:Invoke` on the route, may call it. HTTP APIs have no resource
 * policy, so a caller of another account must take a role of the API's account. Every refusal reads the same to the caller.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 */
export class IamAuthorization {
  public constructor(private readonly api: Pick<HttpApi, 'account'>, private readonly signatures: SignatureVerifier, private readonly callers: Callers) {}

  /** Never rejects. */
  public async authorize({ request, routeArn, stageName, sentPath }: HttpAuthorizerCall): Promise<HttpAuthorizerAnswer> {
    const rawPath = sentPath ?? `${stageName === '$default' ? '' : `/${stageName}`}${request.rawPath}`;
    const { method, rawQuery, headers, body, receivedAt } = request;
    const result = await this.signatures.verify({ method, rawPath, rawQuery, headers, body, receivedAt });
    if (result.kind === 'refused') return forbidden(result.refusal.reason);
    const { accessKey, accountId, userArn, userId, caller: callerId } = result.identity;
    const caller = this.callers.callerOf(accessKey);
    if (caller === undefined) return forbidden('the policies of the caller can\'t be read');
    const { principal, conditions } = caller;
    const own = caller.evaluate({ action: 'execute-api:Invoke', resource: routeArn, context: requestConditions(request, conditions), principal });
    const verdict = (principal.account === this.api.account ? sameAccount : crossAccount)(own, undefined);
    if (verdict === 'allow') return { caller: { kind: 'iam', accessKey, accountId, userArn, userId, callerId } };
    if (own === 'allow') return forbidden(`${userArn} is of another account (${principal.account}), from which nobody gets into an HTTP API`);
    return forbidden(`the policies of ${userArn} have ${own === 'explicit-deny' ? 'an explicit deny' : 'no allow'} for execute-api:Invoke on ${routeArn}`);
  }
}
