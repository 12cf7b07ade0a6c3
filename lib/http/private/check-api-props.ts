import { Token } from 'aws-cdk-lib';
import { MOST_STAGE_VARIABLES } from './quotas';
import { checkScopes } from '../../common/authorization/scopes';
import { checkThrottle } from '../../common/private/limits';
import { checkApiName, checkStageName, checkStageVariables } from '../../common/stage/check-names';
import { DEFAULT_STAGE } from '../http-api-base';
import type { HttpJwtApiProps } from '../http-jwt-api-props';

/** @throws when API Gateway would refuse what the API is given, or when JavaScript callers left out what TypeScript requires. */
export function checkApiProps(props: HttpJwtApiProps): void {
  if (!props.issuer) throw new Error('issuer is missing; give the JwtIssuer whose tokens callers have, like JwtIssuer.cognito({ userPool, clients })');
  if (Array.isArray(props.routes)) throw new Error('routes is a list; give an object from route key to options, like { "GET /orders": { handler } }');
  checkApiName(props.apiName, 128);
  if (props.stageName !== DEFAULT_STAGE) checkStageName(props.stageName);
  checkScopes('defaultScopes', props.defaultScopes);
  if (props.throttle) checkThrottle('throttle', props.throttle);
  checkVariables(props.stageVariables);
  for (const [name, value] of Object.entries(props.quotas ?? {})) {
    if (!Token.isUnresolved(value) && !(Number.isInteger(value) && value > 0)) throw new Error(`quotas.${name} is ${JSON.stringify(value)}; expected the whole number that Service Quotas shows`);
  }
  if (props.customDomain && props.cloudFrontProtection) {
    throw new Error('customDomain and cloudFrontProtection are both given, but callers of the domain would come without the secret that CloudFront sends; give the domain as cloudFrontProtection.domain');
  }
}

function checkVariables(variables: { [name: string]: string } = {}): void {
  checkStageVariables(variables);
  const names = Object.keys(variables);
  if (names.length > MOST_STAGE_VARIABLES) throw new Error(`stageVariables has ${names.length} variables; API Gateway takes ${MOST_STAGE_VARIABLES}, so put some into the environment of the functions`);
  for (const [name, value] of Object.entries(variables)) {
    if (name.length > 64) throw new Error(`stageVariables has the name ${JSON.stringify(name)} of ${name.length} characters; API Gateway takes 64`);
    if (!Token.isUnresolved(value) && value.length > 512) throw new Error(`stage variable ${JSON.stringify(name)} has ${value.length} characters; API Gateway takes 512`);
  }
}
