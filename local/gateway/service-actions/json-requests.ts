import { epochSeconds, ParameterError, textList } from './parameter-values';
import { jsonRequest, ServiceRequestBuilder } from './service-request';

/** `EventBridge-PutEvents`: one event. */
export const putEvents: ServiceRequestBuilder = (parameters) => jsonRequest('AWSEvents.PutEvents', '1.1', {
  Entries: [{
    Time: epochSeconds('Time', parameters.get('Time')),
    Source: parameters.get('Source'),
    Resources: textList('Resources', parameters.get('Resources')),
    DetailType: parameters.get('DetailType'),
    Detail: parameters.get('Detail'),
    EventBusName: parameters.get('EventBusName'),
    TraceHeader: parameters.get('TraceHeader'),
  }],
});

/** `Kinesis-PutRecord`; the data goes along as it is, which Kinesis takes for Base64. */
export const putRecord: ServiceRequestBuilder = (parameters) => jsonRequest('Kinesis_20131202.PutRecord', '1.1', {
  StreamName: parameters.get('StreamName'),
  Data: parameters.get('Data'),
  PartitionKey: parameters.get('PartitionKey'),
  ExplicitHashKey: parameters.get('ExplicitHashKey'),
  SequenceNumberForOrdering: parameters.get('SequenceNumberForOrdering'),
});

/** An operation of Step Functions, whose members are spelled like the parameters, the first letter small. */
export function stepFunctionsRequest(operation: string, members: readonly string[]): ServiceRequestBuilder {
  return (parameters) => jsonRequest(`AWSStepFunctions.${operation}`, '1.0', Object.fromEntries(
    members.map((name) => [name.charAt(0).toLowerCase() + name.slice(1), parameters.get(name)]),
  ));
}

/** `AppConfig-GetConfiguration`: a resource, and not an operation by name. */
export const getConfiguration: ServiceRequestBuilder = (parameters) => {
  // Half a surrogate pair can't be encoded.
  const text = (name: string): string | undefined => (parameters.has(name) ? Buffer.from(parameters.get(name) ?? '').toString() : undefined);
  const segment = (name: string): string => {
    const value = text(name) ?? '';
    if (/^\.{0,2}$/.test(value)) throw new ParameterError(name, value, 'a name or an id');
    return encodeURIComponent(value);
  };
  const version = text('ClientConfigurationVersion');
  return {
    method: 'GET',
    path: `/applications/${segment('Application')}/environments/${segment('Environment')}/configurations/${segment('Configuration')}`,
    query: new Map([['client_id', text('ClientId') ?? ''], ...(version === undefined ? [] : [['client_configuration_version', version] as const])]),
    headers: {},
    body: '',
  };
};
