import { isObject, Json, JsonObject } from '../json';
import { TableModel } from '../model/tables/table';

/** The input of `CreateTable` without what the embedded engine has no use for. */
export function embeddedDefinition({ createTable, name }: TableModel): JsonObject {
  const { KeySchema = [], AttributeDefinitions = [], ProvisionedThroughput } = createTable;
  const provisioned = createTable.BillingMode !== 'PAY_PER_REQUEST' && ProvisionedThroughput !== undefined;
  return {
    TableName: name,
    KeySchema,
    AttributeDefinitions,
    ...(provisioned ? { BillingMode: 'PROVISIONED', ProvisionedThroughput } : { BillingMode: 'PAY_PER_REQUEST' }),
    ...indexes(createTable, 'LocalSecondaryIndexes', false),
    ...indexes(createTable, 'GlobalSecondaryIndexes', provisioned),
  };
}

function indexes(createTable: JsonObject, property: string, provisioned: boolean): JsonObject {
  const list = createTable[property];
  if (!Array.isArray(list) || list.length === 0) return {};
  const picked = list.filter(isObject).map(({ IndexName = null, KeySchema = null, Projection = { ProjectionType: 'ALL' }, ProvisionedThroughput }): Json => ({
    IndexName,
    KeySchema,
    Projection,
    ...(provisioned && ProvisionedThroughput !== undefined ? { ProvisionedThroughput } : {}),
  }));
  return { [property]: picked };
}

/** Attribute names and types of a table's own key, to tell whether items survive a new definition. */
export function keyOf(definition: JsonObject): string {
  const types = new Map(listOf(definition.AttributeDefinitions).map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]));
  return JSON.stringify(listOf(definition.KeySchema).map(({ AttributeName = null, KeyType }) => [AttributeName, KeyType, types.get(AttributeName)]));
}

function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
