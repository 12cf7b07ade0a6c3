import { DescribeSecretCommand, GetSecretValueCommand, GetSecretValueCommandInput, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { LocalClock } from '../../../../local/local-clock';
import { SecretModel } from '../../../../local/model/secrets/secret';
import { EmbeddedSecrets } from '../../../../local/services/secrets-manager/embedded-secrets';
import { secretsManagerService } from '../../../../local/services/secrets-manager/secrets-manager-service';
import { ServiceEndpoint } from '../../../../local/services/wire/service-endpoint';
import { RecordingReporter } from '../../../support/recording-reporter';

const NOON = new Date('2026-11-21T12:00:00Z');
const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/origin-AbCdEf';
const secret: SecretModel = {
  stack: 'Shop', logicalId: 'Origin', name: 'shop/origin', arn: ARN, region: 'eu-west-1', description: 'between CloudFront and the API', versionId: '11111111-2222-3333-4444-555555555555', value: 'hush-hush',
};
const elsewhere: SecretModel = { ...secret, arn: ARN.replace('eu-west-1', 'us-east-1'), region: 'us-east-1', value: 'other' };

const clock = LocalClock.frozenAt(NOON);
const secrets = new EmbeddedSecrets(clock);
const reporter = new RecordingReporter();
let endpoint: ServiceEndpoint;
let client: SecretsManagerClient;

beforeAll(async () => {
  secrets.apply([secret, elsewhere]);
  endpoint = await ServiceEndpoint.open({ services: [secretsManagerService(secrets)], defaultRegion: () => 'us-east-1', reporter });
  client = new SecretsManagerClient({ endpoint: endpoint.url, region: 'eu-west-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' }, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await endpoint.close();
  clock.close();
});

const valueOf = async (SecretId: string, more: Partial<GetSecretValueCommandInput> = {}) => (
  client.send(new GetSecretValueCommand({ SecretId, ...more }))
);

test.each([
  ['its name', 'shop/origin'], ['its ARN', ARN], ['its ARN without the letters at the end', ARN.slice(0, -7)],
])('a secret is found by %s', async (_, id) => {
  expect(await valueOf(id)).toMatchObject({
    ARN, Name: 'shop/origin', SecretString: 'hush-hush', VersionId: secret.versionId, VersionStages: ['AWSCURRENT'], CreatedDate: NOON,
  });
});

test('its one version may be asked for', async () => {
  const current = { VersionStage: 'AWSCURRENT', VersionId: secret.versionId };
  expect(await valueOf(ARN, current)).toMatchObject({ SecretString: 'hush-hush' });
});

const NOT_FOUND = "Secrets Manager can't find the specified secret";
const OTHER_VERSION = '99999999-2222-3333-4444-555555555555';
test.each<[string, string, Partial<GetSecretValueCommandInput>, string, string]>([
  ['a secret that no template has', 'shop/nothing', {}, 'ResourceNotFoundException', `${NOT_FOUND}.`],
  ['a name with the letters of the ARN', 'shop/origin-AbCdEf', {}, 'ResourceNotFoundException', `${NOT_FOUND}.`],
  ['the ARN of another region', elsewhere.arn, {}, 'ResourceNotFoundException', `${NOT_FOUND}.`],
  ['a version before any rotation', ARN, { VersionStage: 'AWSPREVIOUS' }, 'ResourceNotFoundException', `${NOT_FOUND} value for staging label: AWSPREVIOUS`],
  ['a version that there is not', ARN, { VersionId: OTHER_VERSION }, 'ResourceNotFoundException', `${NOT_FOUND} value for VersionId: ${OTHER_VERSION}`],
  ['a version with a label that it does not have', ARN, { VersionId: secret.versionId, VersionStage: 'AWSPENDING' }, 'InvalidRequestException', 'You provided a VersionStage that is not associated to the provided VersionId.'],
  ['no secret at all', '', {}, 'InvalidParameterException', 'You must provide a value for the SecretId parameter.'],
])('%s is refused as by the service', async (_, id, more, name, message) => {
  await expect(valueOf(id, more)).rejects.toMatchObject({ name, message, $metadata: { httpStatusCode: 400 } });
});

test('is described without its value', async () => {
  const described = await client.send(new DescribeSecretCommand({ SecretId: 'shop/origin' }));
  expect(described).toMatchObject({ ARN, Name: 'shop/origin', Description: secret.description, CreatedDate: NOON, VersionIdsToStages: { [secret.versionId]: ['AWSCURRENT'] } });
  expect(JSON.stringify(described)).not.toContain('hush-hush');
});

test('a value that changes is a new version of the same secret', async () => {
  clock.advance(60_000);
  secrets.apply([{ ...secret, versionId: OTHER_VERSION, value: 'new' }, elsewhere]);
  expect(await valueOf(ARN)).toMatchObject({ SecretString: 'new', VersionId: OTHER_VERSION, CreatedDate: new Date(NOON.getTime() + 60_000) });
  expect(await client.send(new DescribeSecretCommand({ SecretId: ARN }))).toMatchObject({ CreatedDate: NOON });
});

test('what is not served is named, and no value is ever reported', async () => {
  await expect(client.send(new ListSecretsCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException', message: expect.stringContaining('it serves DescribeSecret, GetSecretValue') as string });
  expect(reporter.events).toEqual([]);
});
