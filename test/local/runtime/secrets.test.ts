import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { planKeys } from '../../../local/runtime/find/find-key';
import { AppFolder, restTemplate } from '../../support/app-folder';
import { closeRuntimes, startRuntime } from '../../support/start-runtime';

let app: AppFolder;
beforeEach(() => { app = new AppFolder(); });
afterEach(async () => {
  await closeRuntimes();
  app.remove();
});

const key = {
  Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Name: 'acme', Enabled: true } },
  Plan: { Type: 'AWS::ApiGateway::UsagePlan', Properties: { UsagePlanName: 'free', ApiStages: [{ ApiId: { Ref: 'OrdersApi' }, Stage: 'prod' }] } },
  PlanKey: { Type: 'AWS::ApiGateway::UsagePlanKey', Properties: { KeyId: { Ref: 'Key' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } } },
};
const signed = { SignedMethod: { Type: 'AWS::ApiGateway::Method', Properties: { RestApiId: { Ref: 'OrdersApi' }, ResourceId: { 'Fn::GetAtt': ['OrdersApi', 'RootResourceId'] }, HttpMethod: 'GET', AuthorizationType: 'AWS_IAM', Integration: { Type: 'MOCK' } } } };

/** What a gateway that keeps its state in a folder gives out: an API key and a secret to sign with. */
async function secrets(folder: string): Promise<readonly [string | undefined, string | undefined]> {
  const runtime = await startRuntime({ templates: [app.template('Shop', restTemplate({ 'GET /keyed': { apiKeyRequired: true } }, { ...key, ...signed }))] }, { folder, keepState: true });
  const { apis } = runtime.catalogue;
  const found = [planKeys(apis)[0]?.value, apis[0]?.credentials?.secretAccessKey] as const;
  await runtime.close();
  return found;
}

test('keys outlive a restart, and nobody can derive them from the templates and paths', async () => {
  const [key1, secret1] = await secrets(app.folder);
  expect([key1, secret1]).toEqual([expect.stringMatching(/^[a-z0-9]{40}$/), expect.stringMatching(/^[\w-]{40}$/)]);
  expect(await secrets(app.folder)).toEqual([key1, secret1]);
  const elsewhere = path.join(app.folder, 'elsewhere');
  mkdirSync(elsewhere);
  const [key2, secret2] = await secrets(elsewhere);
  expect(key2).not.toBe(key1);
  expect(secret2).not.toBe(secret1);
});
