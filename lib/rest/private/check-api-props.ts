import { ExecutionLogLevel } from '../../common/execution-logs';
import { checkRaisedQuotas, checkThrottle } from '../../common/private/limits';
import { checkApiName, checkName, checkStageName, checkStageVariables } from '../../common/stage/check-names';
import type { RestApiWithUsagePlansProps } from '../rest-api-props';

/** @throws when API Gateway would refuse what the API is given, or when JavaScript callers left out what TypeScript requires. */
export function checkApiProps(props: RestApiWithUsagePlansProps): void {
  if (!props.authorization) {
    throw new Error('authorization is missing; give RestAuthorization.iam(), cognito(...) or jwt(...), or apiKeyOnly(reason) or publicAccess(reason) with a reason for whoever reviews the API');
  }
  if (!props.plans) throw new Error('plans is missing; give at least one tier, like { basic: { throttle: { rateLimit: 10, burstLimit: 20 } } }, or {} when no route needs a key');
  if (Array.isArray(props.routes)) throw new Error('routes is a list; give an object from route key to options, like { "GET /orders": { handler } }');
  checkApiName(props.apiName, 1024);
  checkStageName(props.stageName);
  if (props.stageName === 'test-invoke-stage') throw new Error('stageName is "test-invoke-stage", which API Gateway uses itself; choose another name');
  if (props.throttle) checkThrottle('throttle', props.throttle);
  checkStageVariables(props.stageVariables);
  checkRaisedQuotas({ ...props.quotas });
  const { level, deliveries = [] } = props.executionLogs ?? {};
  if (level === ExecutionLogLevel.OFF && deliveries.length > 0) {
    throw new Error('executionLogs has deliveries, but its level is OFF, so that there is nothing to deliver; give ExecutionLogLevel.ERROR or INFO');
  }
  for (const type of props.binaryMediaTypes ?? []) {
    checkName('binaryMediaTypes', type, /^[\w.+*-]+\/[\w.+*-]+$/, 'a media type without parameters, like "image/png"');
  }
}
