import { Refusal } from '../../gateway/refusal';
import { masked } from '../policy/method-arn';

/** The caller did not identify itself, or not well enough. */
export function unauthorized(reason: string, message = 'Unauthorized'): Refusal {
  return { responseType: 'UNAUTHORIZED', message, errorType: 'UnauthorizedException', reason };
}

/** The policy of a Lambda authorizer does not let the caller in. */
export function deniedByAuthorizer(explicit: boolean, reason: string): Refusal {
  return {
    responseType: 'ACCESS_DENIED',
    errorType: 'AccessDeniedException',
    reason,
    message: `User is not authorized to access this resource${explicit ? ' with an explicit deny' : ''}`,
  };
}

/** A policy of AWS, the caller's or the API's, does not let the caller in. The account in the ARN is masked as the service does it. */
export function deniedByPolicy(user: string, methodArn: string, explicit: boolean, reason: string): Refusal {
  return {
    responseType: 'ACCESS_DENIED',
    errorType: 'AccessDeniedException',
    reason,
    message: `User: ${user} is not authorized to perform: execute-api:Invoke on resource: ${masked(methodArn)}${explicit ? ' with an explicit deny' : ''}`,
  };
}

/** The authorizer is broken: nobody gets in, and the caller learns nothing about it. */
export function authorizerBroken(reason: string): Refusal {
  return { responseType: 'AUTHORIZER_CONFIGURATION_ERROR', message: null, errorType: 'AuthorizerConfigurationException', reason };
}

/** The authorizer did not come to a decision in time. */
export function authorizerFailed(reason: string): Refusal {
  return { responseType: 'AUTHORIZER_FAILURE', message: null, errorType: 'AuthorizerFailureException', reason };
}

/** Status of a refusal before any gateway response changes it. */
export function statusOf({ responseType }: Refusal): number {
  if (responseType === 'UNAUTHORIZED') return 401;
  return responseType === 'ACCESS_DENIED' ? 403 : 500;
}
