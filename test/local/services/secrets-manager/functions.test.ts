import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AppFolder, restTemplate } from '../../../support/app-folder';
import { RecordingReporter } from '../../../support/recording-reporter';
import { closeRuntimes, startRuntime, urlOf } from '../../../support/start-runtime';

const app = new AppFolder();
afterEach(closeRuntimes);
afterAll(() => app.remove());

const CODE = 'exports.handler = async () => ({ statusCode: 200, body: JSON.stringify([process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER, process.env.RESOLVED]) });';
const reference = (key = '') => ({ 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Database' }, `:SecretString:${key}}}`]] });

function shop(): string {
  const route = { code: app.code('env', CODE), lambda: { Environment: { Variables: { RESOLVED: reference() } } } };
  return app.template('Shop', restTemplate({ 'GET /env': route }, {
    Database: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'shop/database', GenerateSecretString: { SecretStringTemplate: '{"user":"ann"}', GenerateStringKey: 'password' } } },
    Unknown: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: '{{resolve:secretsmanager:of-another-app}}' } },
  }));
}

test('the SDK reads what templates resolve to, of secrets whose values are known', async () => {
  const reporter = new RecordingReporter();
  const runtime = await startRuntime({ templates: [shop()] }, { reporter });
  const [endpoint, resolved] = await (await fetch(`${urlOf(runtime)}/env`)).json() as [string, string];
  expect(endpoint).toBe(runtime.endpoints.secretsManager);
  expect(JSON.parse(resolved)).toEqual({ user: 'ann', password: expect.stringMatching(/^.{32}$/) as string });
  const client = new SecretsManagerClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } });
  expect((await client.send(new GetSecretValueCommand({ SecretId: 'shop/database' }))).SecretString).toBe(resolved);
  client.destroy();
  expect(reporter.of('not-served').map(({ logicalId, detail }) => `${logicalId}: ${detail}`)).toEqual(['Unknown: only AWS knows its value: GetSecretValue does not find it']);
  expect(JSON.stringify(reporter.events)).not.toContain((JSON.parse(resolved) as { password: string }).password);
});

test('an endpoint of the user is left as it is', async () => {
  const elsewhere = 'http://127.0.0.1:4566';
  const runtime = await startRuntime({ templates: [shop()] }, { env: { PATH: process.env.PATH, AWS_ENDPOINT_URL_SECRETS_MANAGER: elsewhere } });
  expect([runtime.endpoints.secretsManager, ((await (await fetch(`${urlOf(runtime)}/env`)).json()) as string[])[0]]).toEqual([elsewhere, elsewhere]);
});
