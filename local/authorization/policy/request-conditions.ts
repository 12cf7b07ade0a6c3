import { ConditionContext, conditionContext } from './condition-context';
import { GatewayRequest } from '../../gateway/message/request';

/** What policies are told about a caller that has signed. */
export interface CallerConditions {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly type: 'User' | 'AssumedRole';
  /** Absent for roles. */
  readonly username?: string;
  /** Whether the keys are temporary ones. */
  readonly temporary: boolean;
  readonly tags: ReadonlyMap<string, string>;
}

/**
 * Values of the condition keys that API Gateway gives to policies. Keys of private APIs (`aws:SourceVpc`, `aws:SourceVpce`) have no value here.
 *
 * `aws:SecureTransport` is true although the caller speaks plain HTTP on the loopback: on AWS an API is reached by HTTPS alone, and a policy that demands it
 * must give the same answer here.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html
 */
export function requestConditions(request: GatewayRequest, caller?: CallerConditions): ConditionContext {
  const seconds = Math.floor(request.receivedAt / 1000);
  return conditionContext({
    'aws:CurrentTime': new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'),
    'aws:EpochTime': String(seconds),
    'aws:SourceIp': request.sourceIp,
    'aws:SecureTransport': 'true',
    'aws:UserAgent': last(request, 'user-agent'),
    'aws:Referer': last(request, 'referer'),
    ...(caller && {
      'aws:PrincipalAccount': caller.account,
      'aws:PrincipalArn': caller.arn,
      'aws:PrincipalType': caller.type,
      'aws:userid': caller.userId,
      'aws:username': caller.username,
      'aws:MultiFactorAuthPresent': caller.temporary ? 'false' : undefined,
      ...Object.fromEntries([...caller.tags].map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
    }),
  });
}

function last(request: GatewayRequest, header: string): string | undefined {
  return request.headers.get(header)?.values.at(-1);
}
