/** Addresses for the `endpoint` of an SDK's client. */
export interface LocalEndpoints {
  /** Amazon CloudWatch: metrics and alarms of what is served. */
  readonly cloudwatch: string;
  /** Amazon CloudWatch Logs: access logs and the output of functions. */
  readonly logs: string;
  readonly dynamodb: string;
  /** Amazon SQS: the queues of the templates. */
  readonly sqs: string;
  /** AWS Secrets Manager: the secrets of the templates, to be read. */
  readonly secretsManager: string;
}
