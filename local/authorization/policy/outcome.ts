import { Verdict } from './verdict';

/**
 * Combines what the caller's policies (or the authorizer's) and the API's resource policy say when both are in one account: table A of the guide.
 * Either may allow; a deny of either wins.
 *
 * @param resource verdict of the resource policy; undefined: the API has none
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html#apigateway-resource-policies-iam-policies-interaction
 */
export function sameAccount(caller: Verdict, resource: Verdict | undefined): Verdict {
  if (caller === 'explicit-deny' || resource === 'explicit-deny') return 'explicit-deny';
  return caller === 'allow' || resource === 'allow' ? 'allow' : 'implicit-deny';
}

/** The same for a caller of another account, table B: both must allow. Without a resource policy nobody from outside gets in. */
export function crossAccount(caller: Verdict, resource: Verdict | undefined): Verdict {
  if (caller === 'explicit-deny' || resource === 'explicit-deny') return 'explicit-deny';
  return caller === 'allow' && resource === 'allow' ? 'allow' : 'implicit-deny';
}

/** A verified Cognito token does not speak of resources: a resource policy, where there is one, must allow by itself. */
export function authenticated(resource: Verdict | undefined): Verdict {
  return resource ?? 'allow';
}
