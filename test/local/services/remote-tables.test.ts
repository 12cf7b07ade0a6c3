import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EmbeddedDynamoDb } from '../../../local/services/embedded-dynamodb';
import { RemoteTables } from '../../../local/services/remote-tables';
import { TableService } from '../../../local/services/table-service';
import { ordersTable, tableServiceContract } from '../../contracts/table-service.contract';
import { RecordingReporter } from '../../support/recording-reporter';

/** The user's own engine; the embedded one plays it, started for nobody in particular. */
async function startEngine(): Promise<EmbeddedDynamoDb> {
  return EmbeddedDynamoDb.start(new RecordingReporter());
}

describe('RemoteTables', () => {
  tableServiceContract(async (reporter): Promise<TableService> => {
    const engine = await startEngine();
    const tables = new RemoteTables(engine.endpoint, reporter);
    return { endpoint: tables.endpoint, apply: (models) => tables.apply(models), close: async () => { await tables.close(); await engine.close(); } };
  });

  it('drops nothing that belongs to the user', async () => {
    const engine = await startEngine();
    const reporter = new RecordingReporter();
    const tables = new RemoteTables(engine.endpoint, reporter);
    const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
    try {
      await tables.apply([ordersTable()]);
      await tables.apply([]);
      await new RemoteTables(engine.endpoint, reporter).apply([ordersTable()]);
      expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['orders']);
      expect(reporter.events).toEqual([]);
    } finally {
      client.destroy();
      await engine.close();
    }
  });

  it('reports an endpoint that does not answer', async () => {
    const engine = await startEngine();
    await engine.close();
    const reporter = new RecordingReporter();
    await new RemoteTables(engine.endpoint, reporter).apply([ordersTable()]);
    expect(reporter.of('problem')).toEqual([expect.objectContaining({ message: expect.stringMatching(/table orders .*AWS_ENDPOINT_URL_DYNAMODB=http.*ECONNREFUSED/) })]);
  });

  it('reports what the endpoint refuses', async () => {
    const engine = await startEngine();
    const reporter = new RecordingReporter();
    await new RemoteTables(engine.endpoint, reporter).apply([ordersTable({ timeToLiveAttribute: 'ttl' })]);
    expect(reporter.of('problem')).toEqual([expect.objectContaining({ message: expect.stringContaining('UpdateTimeToLive') })]);
    await engine.close();
  });

  it('refuses an endpoint that is no URL', () => {
    expect(() => new RemoteTables('localhost', new RecordingReporter())).toThrow(/Invalid URL/);
  });
});
