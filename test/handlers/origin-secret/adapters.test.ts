import { CloudFrontClient, type DistributionConfig, GetDistributionCommand, UpdateDistributionCommand } from '@aws-sdk/client-cloudfront';
import {
  DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand, ResourceNotFoundException, SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { cloudFrontSender } from '../../../handlers/origin-secret/cloudfront-sender';
import { Conflict } from '../../../handlers/origin-secret/rotating-secret';
import { secretsManagerSecret } from '../../../handlers/origin-secret/secrets-manager-secret';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-key' };
const region = 'eu-central-1';

/** A client whose calls end here. */
function clientOf<C extends object>(client: C, answer: (command: unknown) => unknown) {
  const sent: unknown[] = [];
  const send = async (command: unknown) => {
    sent.push(command);
    return answer(command);
  };
  return { client: Object.assign(client, { send }), sent };
}

const failure = (name: string) => Object.assign(new Error(name), { name });

describe('a distribution', () => {
  const configOf = (...values: (string | undefined)[]): DistributionConfig => ({
    CallerReference: 'x',
    Comment: 'orders',
    Enabled: true,
    DefaultCacheBehavior: undefined,
    Origins: {
      Quantity: values.length,
      Items: values.map((value, index) => ({
        Id: `origin${index}`,
        DomainName: 'a1b2c3.execute-api.eu-central-1.amazonaws.com',
        CustomHeaders: value === undefined ? { Quantity: 0 } : { Quantity: 2, Items: [{ HeaderName: 'X-Other', HeaderValue: 'other' }, { HeaderName: 'X-Origin-Verify', HeaderValue: value }] },
      })),
    },
  });
  const distribution = (config: DistributionConfig | undefined, status = 'Deployed', update: () => unknown = () => ({})) => {
    const { client, sent } = clientOf(new CloudFrontClient({ region, credentials }), (command) => command instanceof GetDistributionCommand
      ? { ETag: 'etag-1', Distribution: config && { Status: status, DistributionConfig: config } }
      : update());
    return { sender: cloudFrontSender(client, 'E123', 'x-origin-verify'), sent };
  };

  test.each<[string, DistributionConfig, string, object]>([
    ['what it sends', configOf('one'), 'Deployed', { value: 'one', isDeployed: true }],
    ['that it is still being deployed', configOf('one'), 'InProgress', { value: 'one', isDeployed: false }],
    ['the one value of several origins', configOf('one', 'one', undefined), 'Deployed', { value: 'one', isDeployed: true }],
    ['nothing when origins differ', configOf('one', 'two'), 'Deployed', { value: undefined, isDeployed: true }],
    ['nothing when there is no such header', configOf(undefined), 'Deployed', { value: undefined, isDeployed: true }],
  ])('tells %s', async (_, config, status, expected) => {
    expect(await distribution(config, status).sender.read()).toEqual(expected);
  });

  test('sends another value, and stays as it is otherwise', async () => {
    const { sender, sent } = distribution(configOf('one', undefined, 'one'));
    await sender.send('two');
    const update = sent.at(-1);
    if (!(update instanceof UpdateDistributionCommand)) throw new Error('nothing was updated');
    expect(update.input).toEqual({ Id: 'E123', IfMatch: 'etag-1', DistributionConfig: configOf('two', undefined, 'two') });
  });

  test.each(['PreconditionFailed', 'InvalidIfMatchVersion'])('%s is a conflict, to be tried again', async (name) => {
    await expect(distribution(configOf('one'), 'Deployed', () => { throw failure(name); }).sender.send('two')).rejects.toThrow(Conflict);
  });

  test('other failures are what they are', async () => {
    await expect(distribution(configOf('one'), 'Deployed', () => { throw failure('AccessDenied'); }).sender.send('two')).rejects.toThrow('AccessDenied');
    await expect(distribution(configOf(undefined)).sender.send('two')).rejects.toThrow('no origin of distribution E123 has the custom header x-origin-verify; deploy the stack again');
    await expect(distribution(undefined).sender.read()).rejects.toThrow('distribution E123 has no configuration');
  });
});

describe('a secret', () => {
  const secret = (answer: (command: unknown) => unknown) => {
    const { client, sent } = clientOf(new SecretsManagerClient({ region, credentials }), answer);
    return { secret: secretsManagerSecret(client, 'arn:secret'), inputs: () => sent.map((command) => (command as { input: unknown }).input), sent };
  };

  test('tells its labels', async () => {
    const { secret: it, sent } = secret(() => ({ VersionIdsToStages: { v0: ['AWSCURRENT'], v1: ['AWSPENDING'] } }));
    expect(await it.stages()).toEqual(new Map([['v0', ['AWSCURRENT']], ['v1', ['AWSPENDING']]]));
    expect(sent).toEqual([expect.any(DescribeSecretCommand)]);
    expect(await secret(() => ({})).secret.stages()).toEqual(new Map());
  });

  test('tells a version, or that it has no value', async () => {
    const { secret: it, sent, inputs } = secret(() => ({ SecretString: 'value', CreatedDate: new Date(5) }));
    expect(await it.read('v1')).toEqual({ value: 'value', createdAt: 5 });
    expect([sent, inputs()]).toEqual([[expect.any(GetSecretValueCommand)], [{ SecretId: 'arn:secret', VersionId: 'v1' }]]);
    const missing = new ResourceNotFoundException({ message: 'x', $metadata: {} });
    expect(await secret(() => { throw missing; }).secret.read('v1')).toBeUndefined();
    await expect(secret(() => { throw failure('AccessDeniedException'); }).secret.read('v1')).rejects.toThrow('AccessDeniedException');
  });

  test('takes a pending value, and makes it current', async () => {
    const { secret: it, sent, inputs } = secret(() => ({}));
    await it.putPending('v1', 'value');
    await it.promote('v1', 'v0');
    expect(sent).toEqual([expect.any(PutSecretValueCommand), expect.any(UpdateSecretVersionStageCommand)]);
    expect(inputs()).toEqual([
      { SecretId: 'arn:secret', ClientRequestToken: 'v1', SecretString: 'value', VersionStages: ['AWSPENDING'] },
      { SecretId: 'arn:secret', VersionStage: 'AWSCURRENT', MoveToVersionId: 'v1', RemoveFromVersionId: 'v0' },
    ]);
  });
});
