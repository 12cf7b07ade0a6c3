import { Token } from 'aws-cdk-lib';
import { ExecutionLogLevel } from '../../common/execution-logs';
import { checkThrottle } from '../../common/private/limits';
import type { RestApiWithUsagePlansProps } from '../rest-api-props';

/** @throws when API Gateway would refuse what the API is given, or when JavaScript callers left out what TypeScript requires. */
export function checkApiProps(props: RestApiWithUsagePlansProps): void {
  if (!props.authorization) {
    throw new Error('authorization is missing; give RestAuthorization.iam(), cognito(...) or jwt(...), or apiKeyOnly(reason) or publicAccess(reason) with a reason for whoever reviews the API');
  }
  if (!props.plans) throw new Error('plans is missing; give at least one tier, like { basic: { throttle: { rateLimit: 10, burstLimit: 20 } } }, or {} when no route needs a key');
  if (Array.isArray(props.routes)) throw new Error('routes is a list; give an object from route key to options, like { "GET /orders": { handler } }');
  checkName('apiName', props.apiName, /^\S(.{0,1022}\S)?$/, 'up to 1,024 characters without spaces at its ends');
  checkName('stageName', props.stageName, /^[A-Za-z0-9_-]{1,128}$/, 'up to 128 letters, digits, _ and -');
  if (props.stageName === 'test-invoke-stage') throw new Error('stageName is "test-invoke-stage", which API Gateway uses itself; choose another name');
  if (props.throttle) checkThrottle('throttle', props.throttle);
  checkStageVariables(props.stageVariables);
  const { level, deliveries = [] } = props.executionLogs ?? {};
  if (level === ExecutionLogLevel.OFF && deliveries.length > 0) {
    throw new Error('executionLogs has deliveries, but its level is OFF, so that there is nothing to deliver; give ExecutionLogLevel.ERROR or INFO');
  }
  for (const type of props.binaryMediaTypes ?? []) {
    checkName('binaryMediaTypes', type, /^[\w.+*-]+\/[\w.+*-]+$/, 'a media type without parameters, like "image/png"');
  }
}

function checkStageVariables(variables: { [name: string]: string } = {}): void {
  for (const [name, value] of Object.entries(variables)) {
    checkName('name of a stage variable', name, /^[A-Za-z0-9_]+$/, 'letters, digits and _');
    checkName(`stage variable ${JSON.stringify(name)}`, value, /^[A-Za-z0-9\-._~:/?#&=,]+$/, 'letters, digits and - . _ ~ : / ? # & = ,');
  }
}

function checkName(what: string, value: string | undefined, pattern: RegExp, expected: string): void {
  if (value !== undefined && !Token.isUnresolved(value) && !pattern.test(value)) throw new Error(`${what} is ${JSON.stringify(value)}; expected ${expected}`);
}
