import { Properties } from '../properties';
import { StackResource, StackResources } from '../stack-resources';
import { TableModel } from './table';
import { Json, JsonObject } from '../../json';

/** Capacity numbers may come as text. */
function throughput(properties: Properties): JsonObject | undefined {
  if (!properties.has('ProvisionedThroughput')) return undefined;
  const { value, at } = properties.object('ProvisionedThroughput');
  const capacity = new Properties(value, at);
  return { ReadCapacityUnits: capacity.number('ReadCapacityUnits') ?? 1, WriteCapacityUnits: capacity.number('WriteCapacityUnits') ?? 1 };
}

function index(properties: Properties, isProvisioned: boolean): JsonObject {
  const capacity = isProvisioned ? throughput(properties) ?? { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } : undefined;
  return {
    IndexName: properties.requiredText('IndexName'),
    KeySchema: properties.list('KeySchema'),
    Projection: properties.has('Projection') ? properties.object('Projection').value : { ProjectionType: 'ALL' },
    ...(capacity === undefined ? {} : { ProvisionedThroughput: capacity }),
  };
}

function indexes(properties: Properties, name: string, isProvisioned: boolean): Record<string, Json> {
  const list = properties.objects(name).map(item => index(item, isProvisioned));
  return list.length === 0 ? {} : { [name]: list };
}

function createTable({ resource, properties }: StackResource): JsonObject {
  // A global table says its capacity by scaling rules, which a single local table has no use for.
  const isGlobal = resource.type === 'AWS::DynamoDB::GlobalTable';
  const isProvisioned = !isGlobal && (properties.text('BillingMode') ?? 'PROVISIONED') === 'PROVISIONED';
  const streamView = properties.object('StreamSpecification').text('StreamViewType');
  return {
    TableName: resource.ref,
    KeySchema: properties.list('KeySchema'),
    AttributeDefinitions: properties.list('AttributeDefinitions'),
    BillingMode: isProvisioned ? 'PROVISIONED' : 'PAY_PER_REQUEST',
    ...(isProvisioned ? { ProvisionedThroughput: throughput(properties) ?? { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } } : {}),
    ...indexes(properties, 'GlobalSecondaryIndexes', isProvisioned),
    ...indexes(properties, 'LocalSecondaryIndexes', false),
    ...(streamView === undefined ? {} : { StreamSpecification: { StreamEnabled: true, StreamViewType: streamView } }),
  };
}

/** Builds the tables of an assembly. @throws TemplateError when a table has no key. */
export function buildTables(all: StackResources): TableModel[] {
  return all.of('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(entry => {
    const { stack, resource, properties } = entry;
    if (properties.list('KeySchema').length === 0) properties.refuse('KeySchema', 'a list of one or two key attributes', 'the table has no key');
    const timeToLive = properties.object('TimeToLiveSpecification');
    const attribute = timeToLive.flag('Enabled') === false ? undefined : timeToLive.text('AttributeName');
    return {
      stack: stack.name,
      logicalId: resource.logicalId,
      name: resource.ref,
      region: stack.region,
      createTable: createTable(entry),
      ...(attribute === undefined ? {} : { timeToLiveAttribute: attribute }),
    };
  });
}
