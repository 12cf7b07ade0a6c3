import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { ExecutionLogDeliveries } from './execution-log-deliveries';
import { AccountLogging } from '../../../common/account-logging';
import { ExecutionLogLevel } from '../../../common/execution-logs';
import type { RestApiWithUsagePlansProps } from '../../rest-api-props';
import type { StageSettings } from '../stage-settings';

/** A stage as it writes logs. */
export interface LoggedStage {
  readonly stage: apigateway.Stage;
  readonly stageName: string;
  readonly settings: StageSettings;
  /** Whether the access log goes to CloudWatch. */
  readonly hasAccessLogGroup: boolean;
}

/** Sees to the role of the account without which a stage can't write logs, and sends execution logs on to where the user wants them. */
export function enableStageLogs(scope: Construct, props: RestApiWithUsagePlansProps, logged: LoggedStage): void {
  const { stage, stageName, settings, hasAccessLogGroup } = logged;
  const needsRole = hasAccessLogGroup || settings.logLevel !== ExecutionLogLevel.OFF || settings.dataTrace;
  const accountLogging = needsRole ? (props.accountLogging ?? AccountLogging.ensure())._bind(scope) : undefined;
  if (accountLogging) stage.node.addDependency(accountLogging);
  const deliveries = props.executionLogs?.deliveries ?? [];
  if (deliveries.length > 0) new ExecutionLogDeliveries(scope, 'ExecutionLogs', stage, stageName, deliveries);
}
