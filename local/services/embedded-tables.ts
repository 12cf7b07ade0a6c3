import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { DynamoDbError } from './dynamodb-reply';
import { TableApi } from './table-api';
import { embeddedDefinition, keyOf } from './table-definition';
import { messageOf } from '../errors';
import { isObject, Json, JsonObject } from '../json';
import { TableModel } from '../model/tables/table';
import { Reporter } from '../reporter';

/** Brings the tables of one region in line with a model. Tables that functions created themselves are left alone. */
export class EmbeddedTables {
  private definitions = new Map<string, JsonObject>();

  public constructor(private readonly api: TableApi, private readonly reporter: Reporter) {}

  public async apply(models: readonly TableModel[]): Promise<void> {
    const wanted = new Map(models.map((model) => [model.name, embeddedDefinition(model)]));
    for (const name of this.definitions.keys()) {
      if (!wanted.has(name)) await this.attempt(name, 'drop', () => this.drop(name));
    }
    for (const [name, definition] of wanted) await this.attempt(name, 'create', () => this.ensure(name, definition));
  }

  // One wrong table must not keep the others from being served.
  private async attempt(name: string, verb: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.reporter.report({ kind: 'problem', message: `could not ${verb} table ${name} in the embedded DynamoDB: ${messageOf(error)}` });
    }
  }

  private async ensure(name: string, definition: JsonObject): Promise<void> {
    const existing = this.definitions.get(name);
    if (isDeepStrictEqual(existing, definition)) return;
    if (existing === undefined) return this.create(name, definition);
    if (keyOf(existing) !== keyOf(definition)) {
      await this.drop(name);
      await this.create(name, definition);
      this.reporter.report({ kind: 'problem', message: `table ${name} has another key now, so it was replaced and its items are gone, as CloudFormation would do` });
      return;
    }
    const items = await this.items(name);
    await this.drop(name);
    await this.create(name, definition);
    for (const Item of items) await this.api.call('PutItem', { TableName: name, Item });
  }

  private async create(name: string, definition: JsonObject): Promise<void> {
    await this.api.call('CreateTable', definition);
    this.definitions.set(name, definition);
    while (await this.status(name) !== 'ACTIVE') await setImmediate();
  }

  private async drop(name: string): Promise<void> {
    this.definitions.delete(name);
    await this.api.call('DeleteTable', { TableName: name });
    while (await this.status(name) !== undefined) await setImmediate();
  }

  // The engine changes the status of a table in a timer of no delay, after it has answered.
  private async status(name: string): Promise<Json | undefined> {
    try {
      const { Table } = await this.api.call('DescribeTable', { TableName: name });
      return isObject(Table) ? Table.TableStatus : undefined;
    } catch (error) {
      if (error instanceof DynamoDbError && error.type === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  }

  private async items(name: string): Promise<Json[]> {
    const all: Json[] = [];
    let start: Json | undefined;
    do {
      const page: JsonObject = await this.api.call('Scan', { TableName: name, ...(start === undefined ? {} : { ExclusiveStartKey: start }) });
      if (Array.isArray(page.Items)) all.push(...page.Items);
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return all;
  }
}
