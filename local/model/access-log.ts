import { accessLogFormatProblems } from './access-log-format';
import { Properties } from './properties';

/** Where a stage's access log goes, and what its lines look like. */
export interface AccessLog {
  readonly logGroup: string;
  readonly format: string;
}

/** Reads the setting of an access log; absent unless it has both a destination and a format. */
export function readAccessLog(setting: Properties, report: (detail: string) => void): AccessLog | undefined {
  const format = setting.text('Format');
  const destination = setting.text('DestinationArn');
  if (format === undefined || destination === undefined) return undefined;
  for (const problem of accessLogFormatProblems(format)) report(problem);
  // arn:aws:logs:<region>:<account>:log-group:<name>[:*] or arn:aws:firehose:...:deliverystream/<name>
  const logGroup = destination.split(':').slice(5).join(':').replace(/^log-group:/, '').replace(/^deliverystream\//, '').replace(/:\*$/, '');
  return { logGroup, format };
}
