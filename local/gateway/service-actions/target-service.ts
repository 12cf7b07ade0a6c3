/** A service that HTTP APIs can call without a function. */
export interface TargetService {
  /** As in `AWS_ENDPOINT_URL_<ID>`, by which SDKs find another endpoint. */
  readonly id: 'SQS' | 'EVENTBRIDGE' | 'KINESIS' | 'SFN' | 'APPCONFIG';
  readonly name: string;
  /** In signatures. */
  readonly signingName: string;
}

export const SQS: TargetService = { id: 'SQS', name: 'Amazon SQS', signingName: 'sqs' };
export const EVENT_BRIDGE: TargetService = { id: 'EVENTBRIDGE', name: 'Amazon EventBridge', signingName: 'events' };
export const KINESIS: TargetService = { id: 'KINESIS', name: 'Amazon Kinesis Data Streams', signingName: 'kinesis' };
export const STEP_FUNCTIONS: TargetService = { id: 'SFN', name: 'AWS Step Functions', signingName: 'states' };
export const APP_CONFIG: TargetService = { id: 'APPCONFIG', name: 'AWS AppConfig', signingName: 'appconfig' };
