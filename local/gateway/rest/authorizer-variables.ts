import { Exchange } from './exchange';
import { isObject, Json, ownMember } from '../../json';

const PREFIX = 'authorizer.';

/**
 * `$context.authorizer.*`: what an authorizer told of the caller, and how it fared.
 *
 * @returns undefined for any other variable, and for one without a value
 */
export function authorizerVariable({ authorizer, authorizerTrace, requestId }: Exchange, name: string): Json | undefined {
  if (!name.startsWith(PREFIX)) return undefined;
  const member = name.slice(PREFIX.length);
  const claims = authorizer?.claims;
  if (member.startsWith('claims.') && isObject(claims)) return ownMember(claims, member.slice('claims.'.length));
  // The claims as a whole have no value, as in the service.
  if (member === 'claims') return undefined;
  const value = authorizer && ownMember(authorizer, member);
  if (value !== undefined || authorizerTrace === undefined) return value;
  switch (member) {
    case 'error': return authorizerTrace.error;
    case 'latency': return authorizerTrace.latency;
    case 'integrationLatency': return authorizerTrace.integrationStatus === undefined ? undefined : authorizerTrace.latency;
    case 'integrationStatus': return authorizerTrace.integrationStatus;
    case 'requestId': return requestId;
    case 'status': return authorizerTrace.status;
    default: return undefined;
  }
}
