import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { build } from 'esbuild';
import { dynalitePlugin } from '../../../scripts/dynalite-plugin';

describe('dynalite in a bundle', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bundle-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('serves without node_modules and without native code', async () => {
    const outfile = path.join(folder, 'service.js');
    const { metafile } = await build({
      entryPoints: [path.join(__dirname, '../../../local/services/embedded-dynamodb.ts')],
      absWorkingDir: path.join(__dirname, '../../..'),
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      metafile: true,
      plugins: [dynalitePlugin()],
      outfile,
    });
    expect(Object.keys(metafile.inputs).filter((input) => /classic-level|node_modules\/level\//.test(input))).toEqual([]);

    const script = `
      const { EmbeddedDynamoDb } = require(${JSON.stringify(outfile)});
      const http = require('http');
      const table = { stack: 's', logicalId: 'T', name: 'orders', region: 'us-east-1', createTable: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }] } };
      EmbeddedDynamoDb.start({ report: (event) => console.log(event.message) }).then(async (service) => {
        await service.apply([table]);
        const headers = { 'x-amz-target': 'DynamoDB_20120810.ListTables', 'content-type': 'application/x-amz-json-1.0',
          'authorization': 'AWS4-HMAC-SHA256 Credential=a/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x' };
        http.request(service.endpoint, { method: 'POST', headers, agent: false }, (response) => {
          response.on('data', (data) => process.stdout.write(data)).on('end', () => service.close());
        }).end('{}');
      });`;
    const output = execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' });
    expect(JSON.parse(output)).toEqual({ TableNames: ['orders'] });
  });
});
