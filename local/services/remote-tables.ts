import { TableModel } from '../model/tables/table';
import { Reporter } from '../reporter';
import { DynamoDbError } from './dynamodb-reply';
import { HttpTableApi } from './http-table-api';
import { TableService } from './table-service';

/**
 * A DynamoDB endpoint that the user runs, as named by `AWS_ENDPOINT_URL_DYNAMODB`. Tables of the model that are missing there are created. Nothing is
 * altered or dropped: what is in it belongs to the user. An endpoint that can't be reached or refuses is reported, and the gateway serves without it.
 */
export class RemoteTables implements TableService {
  private readonly known = new Set<string>();

  /** @throws TypeError when the endpoint is no URL */
  public constructor(public readonly endpoint: string, private readonly reporter: Reporter) {
    new URL(endpoint);
  }

  public async apply(tables: readonly TableModel[]): Promise<void> {
    await Promise.all(tables.map((table) => this.ensure(table)));
  }

  public async close(): Promise<void> {
    this.known.clear();
  }

  private async ensure({ name, region, createTable, timeToLiveAttribute }: TableModel): Promise<void> {
    const id = `${region}/${name}`;
    if (this.known.has(id)) return;
    const api = new HttpTableApi(this.endpoint, region);
    try {
      await api.call('CreateTable', { ...createTable, TableName: name });
      if (timeToLiveAttribute !== undefined) {
        await api.call('UpdateTimeToLive', { TableName: name, TimeToLiveSpecification: { AttributeName: timeToLiveAttribute, Enabled: true } });
      }
    } catch (error) {
      if (!(error instanceof DynamoDbError && error.type === 'ResourceInUseException')) return this.problem(name, error);
    }
    this.known.add(id);
  }

  private problem(name: string, error: unknown): void {
    const reason = error instanceof Error ? error.message || String((error as NodeJS.ErrnoException).code) : String(error);
    this.reporter.report({ kind: 'problem', message: `table ${name} could not be created at AWS_ENDPOINT_URL_DYNAMODB=${this.endpoint}: ${reason}` });
  }
}
