import { getConfiguration, putEvents, putRecord, stepFunctionsRequest } from './json-requests';
import { ServiceRequestBuilder } from './service-request';
import { sqsRequest } from './sqs-requests';
import { APP_CONFIG, EVENT_BRIDGE, KINESIS, SQS, STEP_FUNCTIONS, TargetService } from './target-service';

/** A kind of integration with a service. */
export interface ServiceSubtype {
  readonly service: TargetService;
  readonly required: readonly string[];
  /** Beside `Region`, which all take. */
  readonly optional: readonly string[];
  readonly request: ServiceRequestBuilder;
}

function sqs(action: string, required: readonly string[], simple: readonly string[] = [], more: readonly string[] = []): ServiceSubtype {
  return { service: SQS, required, optional: [...simple, ...more], request: sqsRequest(action, [...required, ...simple]) };
}

function stepFunctions(operation: string, required: string, optional: readonly string[]): ServiceSubtype {
  return { service: STEP_FUNCTIONS, required: [required], optional, request: stepFunctionsRequest(operation, [required, ...optional]) };
}

/**
 * Every subtype that HTTP APIs have, in version 1.0.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
 */
export const SUBTYPES: ReadonlyMap<string, ServiceSubtype> = new Map<string, ServiceSubtype>([
  ['EventBridge-PutEvents', {
    service: EVENT_BRIDGE, required: ['Detail', 'DetailType', 'Source'], optional: ['Time', 'EventBusName', 'Resources', 'TraceHeader'], request: putEvents,
  }],
  ['SQS-SendMessage', sqs(
    'SendMessage', ['QueueUrl', 'MessageBody'], ['DelaySeconds', 'MessageDeduplicationId', 'MessageGroupId'], ['MessageAttributes', 'MessageSystemAttributes'],
  )],
  ['SQS-ReceiveMessage', sqs(
    'ReceiveMessage', ['QueueUrl'], ['MaxNumberOfMessages', 'ReceiveRequestAttemptId', 'VisibilityTimeout', 'WaitTimeSeconds'], ['AttributeNames', 'MessageAttributeNames'],
  )],
  ['SQS-DeleteMessage', sqs('DeleteMessage', ['ReceiptHandle', 'QueueUrl'])],
  ['SQS-PurgeQueue', sqs('PurgeQueue', ['QueueUrl'])],
  ['AppConfig-GetConfiguration', {
    service: APP_CONFIG, required: ['Application', 'Environment', 'Configuration', 'ClientId'], optional: ['ClientConfigurationVersion'], request: getConfiguration,
  }],
  ['Kinesis-PutRecord', {
    service: KINESIS, required: ['StreamName', 'Data', 'PartitionKey'], optional: ['SequenceNumberForOrdering', 'ExplicitHashKey'], request: putRecord,
  }],
  ['StepFunctions-StartExecution', stepFunctions('StartExecution', 'StateMachineArn', ['Name', 'Input'])],
  ['StepFunctions-StartSyncExecution', stepFunctions('StartSyncExecution', 'StateMachineArn', ['Name', 'Input', 'TraceHeader'])],
  ['StepFunctions-StopExecution', stepFunctions('StopExecution', 'ExecutionArn', ['Cause', 'Error'])],
]);
