import type * as logs from 'aws-cdk-lib/aws-logs';

/** Access logs as a stage needs them. */
export interface AccessLogsBinding {
  readonly destinationArn: string;
  /** Absent when lines go elsewhere than to CloudWatch Logs. */
  readonly logGroup?: logs.ILogGroup;
  readonly format: string;
  /** False when the user gave a format, whose fields nobody knows. */
  readonly hasDefaultFormat: boolean;
}
