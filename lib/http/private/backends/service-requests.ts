import { type Duration, Stack, Tokenization } from 'aws-cdk-lib';
import { HttpIntegrationSubtype } from 'aws-cdk-lib/aws-apigatewayv2';
import type * as appconfig from 'aws-cdk-lib/aws-appconfig';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as kinesis from 'aws-cdk-lib/aws-kinesis';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { ServiceRequest } from './service-target';
import type {
  HttpGetConfigurationOptions, HttpPutEventsOptions, HttpPutRecordOptions, HttpSendMessageOptions, HttpStartExecutionOptions,
} from '../../http-service-options';

const BODY = '$request.body';

export function startExecution(stateMachine: sfn.IStateMachine, options: HttpStartExecutionOptions): ServiceRequest {
  return {
    what: 'HttpBackend.startExecution()',
    subtype: HttpIntegrationSubtype.STEPFUNCTIONS_START_EXECUTION,
    resource: stateMachine,
    call: { action: 'states:StartExecution', resources: [stateMachine.stateMachineArn] },
    ...executionOf(stateMachine, options),
  };
}

/** @throws when the state machine is known to be a standard one. */
export function startSyncExecution(stateMachine: sfn.IStateMachine, options: HttpStartExecutionOptions): ServiceRequest {
  const what = 'HttpBackend.startSyncExecution()';
  if (stateMachine instanceof sfn.StateMachine && stateMachine.stateMachineType === sfn.StateMachineType.STANDARD) {
    throw new Error(`${what} got state machine ${JSON.stringify(stateMachine.node.path)}, which is STANDARD; only those of stateMachineType EXPRESS can be waited for, use HttpBackend.startExecution()`);
  }
  return {
    what,
    subtype: HttpIntegrationSubtype.STEPFUNCTIONS_START_SYNC_EXECUTION,
    resource: stateMachine,
    call: { action: 'states:StartSyncExecution', resources: [stateMachine.stateMachineArn] },
    ...executionOf(stateMachine, options),
  };
}

function executionOf({ stateMachineArn }: sfn.IStateMachine, { input, executionName }: HttpStartExecutionOptions): Pick<ServiceRequest, 'fixed' | 'mapped'> {
  return {
    fixed: { StateMachineArn: stateMachineArn },
    mapped: { Input: { option: 'input', value: input, fallback: BODY }, Name: { option: 'executionName', value: executionName } },
  };
}

/** @throws when the options are not those of the queue's kind. */
export function sendMessage(queue: sqs.IQueue, options: HttpSendMessageOptions): ServiceRequest {
  const what = 'HttpBackend.sendMessage()';
  const { messageGroupId, messageDeduplicationId, delay } = options;
  const is = `of ${what}, but queue ${JSON.stringify(queue.node.path)} is`;
  if (queue.fifo && messageGroupId === undefined) throw new Error(`messageGroupId is missing ${is} a FIFO queue; give an expression, like "$request.path.id"`);
  if (!queue.fifo && messageDeduplicationId !== undefined) throw new Error(`messageDeduplicationId is given ${is} no FIFO queue; leave it out`);
  if (queue.fifo && delay !== undefined) throw new Error(`delay is given ${is} a FIFO queue, where messages can't be delayed one by one; set deliveryDelay of the queue`);
  return {
    what,
    subtype: HttpIntegrationSubtype.SQS_SEND_MESSAGE,
    resource: queue,
    call: { action: 'sqs:SendMessage', resources: [queue.queueArn], key: queue.encryptionMasterKey },
    fixed: { QueueUrl: queue.queueUrl },
    mapped: {
      MessageBody: { option: 'messageBody', value: options.messageBody, fallback: BODY },
      MessageGroupId: { option: 'messageGroupId', value: messageGroupId },
      MessageDeduplicationId: { option: 'messageDeduplicationId', value: messageDeduplicationId },
      DelaySeconds: { option: 'delay', value: delay && secondsOf(what, delay) },
    },
  };
}

function secondsOf(what: string, delay: Duration): string {
  if (!delay.isUnresolved()) {
    const seconds = delay.toSeconds({ integral: false });
    if (!Number.isInteger(seconds) || seconds < 0 || seconds > 900) throw new Error(`delay of ${what} is ${seconds} seconds; SQS takes whole seconds, 0 to 900`);
  }
  return Tokenization.stringifyNumber(delay.toSeconds());
}

/** @throws when the source is one of AWS. */
export function putEvents(bus: events.IEventBus, { source, detailType, detail }: HttpPutEventsOptions): ServiceRequest {
  const what = 'HttpBackend.putEvents()';
  if (typeof source === 'string' && source.startsWith('aws.')) throw new Error(`source of ${what} is ${JSON.stringify(source)}; what begins with "aws." is refused, use a name of yours like "com.example.orders"`);
  return {
    what,
    subtype: HttpIntegrationSubtype.EVENTBRIDGE_PUT_EVENTS,
    resource: bus,
    call: { action: 'events:PutEvents', resources: [bus.eventBusArn] },
    fixed: { EventBusName: bus.eventBusName },
    mapped: {
      Source: { option: 'source', value: source, fallback: '' },
      DetailType: { option: 'detailType', value: detailType, fallback: '' },
      Detail: { option: 'detail', value: detail, fallback: BODY },
    },
  };
}

export function putRecord(stream: kinesis.IStream, { data, partitionKey }: HttpPutRecordOptions): ServiceRequest {
  return {
    what: 'HttpBackend.putRecord()',
    subtype: HttpIntegrationSubtype.KINESIS_PUT_RECORD,
    resource: stream,
    call: { action: 'kinesis:PutRecord', resources: [stream.streamArn], key: stream.encryptionKey },
    fixed: { StreamName: stream.streamName },
    mapped: { Data: { option: 'data', value: data, fallback: '' }, PartitionKey: { option: 'partitionKey', value: partitionKey, fallback: '$context.requestId' } },
  };
}

export function getConfiguration(
  environment: appconfig.IEnvironment, configuration: appconfig.IConfiguration, { clientId, clientConfigurationVersion }: HttpGetConfigurationOptions,
): ServiceRequest {
  const { environmentId, applicationId } = environment;
  const { configurationProfileId } = configuration;
  const arnOf = (resourceName: string): string => Stack.of(environment).formatArn({ service: 'appconfig', resource: 'application', resourceName });
  return {
    what: 'HttpBackend.getConfiguration()',
    subtype: HttpIntegrationSubtype.APPCONFIG_GET_CONFIGURATION,
    resource: environment,
    beside: configuration,
    call: {
      action: 'appconfig:GetConfiguration',
      // The action is authorized for all three.
      resources: [arnOf(applicationId), arnOf(`${applicationId}/environment/${environmentId}`), arnOf(`${applicationId}/configurationprofile/${configurationProfileId}`)],
    },
    fixed: { Application: applicationId, Environment: environmentId, Configuration: configurationProfileId },
    mapped: {
      ClientId: { option: 'clientId', value: clientId, fallback: '$context.apiId' },
      ClientConfigurationVersion: { option: 'clientConfigurationVersion', value: clientConfigurationVersion },
    },
  };
}
