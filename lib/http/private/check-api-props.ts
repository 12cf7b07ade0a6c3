import { checkScopes } from '../../common/authorization/scopes';
import { checkRaisedQuotas, checkThrottle } from '../../common/private/limits';
import { checkApiName, checkStageName, checkStageVariables } from '../../common/stage/check-names';
import { DEFAULT_STAGE } from '../../common/stage/default-stage';
import type { HttpJwtApiProps } from '../http-jwt-api-props';

/** @throws when API Gateway would refuse what the API is given, or when JavaScript callers left out what TypeScript requires. */
export function checkApiProps(props: HttpJwtApiProps): void {
  if (!props.issuer) throw new Error('issuer is missing; give the JwtIssuer whose tokens callers have, like JwtIssuer.cognito({ userPool, clients })');
  if (Array.isArray(props.routes)) throw new Error('routes is a list; give an object from route key to options, like { "GET /orders": { handler } }');
  checkApiName(props.apiName, 128);
  if (props.stageName !== DEFAULT_STAGE) checkStageName(props.stageName);
  checkScopes('defaultScopes', props.defaultScopes);
  if (props.throttle) checkThrottle('throttle', props.throttle);
  checkStageVariables(props.stageVariables);
  checkRaisedQuotas({ ...props.quotas });
  if (!props.cloudFrontProtection && props.alarms?.failedRotations && props.alarms.failedRotations.enabled !== false) {
    throw new Error('alarms has failedRotations, but without cloudFrontProtection there is no secret that rotates, and so no alarm; leave failedRotations out, or give cloudFrontProtection: {}');
  }
  if (props.customDomain && props.cloudFrontProtection) {
    throw new Error('customDomain and cloudFrontProtection are both given, but callers of the domain would come without the secret that CloudFront sends; give the domain as cloudFrontProtection.customDomain');
  }
}
