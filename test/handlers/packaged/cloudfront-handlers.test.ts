import { FakeAws } from './fake-aws';
import { PackagedHandlers } from './packaged-handlers';
import { HEADER, httpEvent } from '../authorizers/http/http-fixture';

const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:origin-a1b2c3';
let packaged: PackagedHandlers;
let aws: FakeAws;
let endpoint: string;

beforeAll(async () => { packaged = await PackagedHandlers.bundle(); }, 60_000);
afterAll(() => packaged.remove());
beforeEach(async () => {
  aws = new FakeAws();
  endpoint = await aws.start();
});
afterEach(() => aws.stop());

const authorizer = (configuration: unknown) => packaged.start('http-authorizer', { AUTHORIZER_CONFIG: JSON.stringify(configuration), AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint });
const configuration = { origin: { secretId: ARN, header: HEADER }, issuers: [], routes: { 'GET /health': {} } };
const health = (value: string) => httpEvent('GET /health', { [HEADER]: value });

test('the authorizer reads the secret from Secrets Manager', async () => {
  const invoke = authorizer(configuration);
  expect((await invoke(health('old-value'))).answer).toEqual({ result: { isAuthorized: true } });
  const { answer, log } = await invoke(health('wrong'));
  expect([answer, JSON.parse(log.trim())]).toEqual([{ result: { isAuthorized: false } }, expect.objectContaining({ level: 'WARN', reason: 'origin-secret-unknown' })]);
  expect(aws.unsigned).toEqual([]);
}, 30_000);

test('the authorizer denies while Secrets Manager can\'t be reached, and without a configuration', async () => {
  const [invoke, unconfigured] = [authorizer(configuration), authorizer({ ...configuration, orign: 1 })];
  await aws.stop();
  expect((await invoke(health('old-value'))).answer).toEqual({ result: { isAuthorized: false } });
  const { answer, log } = await unconfigured(health('old-value'));
  expect(answer).toEqual({ result: { isAuthorized: false } });
  expect(log).toContain('the authorizer is not configured');
  aws = new FakeAws();
  await aws.start();
}, 30_000);

test('a rotation goes through CloudFront, whose other settings stay, and the authorizer takes the new value', async () => {
  const authorize = authorizer(configuration);
  await authorize(health('old-value'));
  const before = aws.config.replace(/\s+</g, '<').replace('old-value', '');
  const rotate = packaged.start('origin-secret', { DISTRIBUTION_ID: 'E123', HEADER_NAME: HEADER, CACHE_SECONDS: '300', AWS_ENDPOINT_URL: endpoint });
  aws.versions.set('v1', { stages: ['AWSPENDING'] });
  for (const Step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret']) {
    expect((await rotate({ SecretId: ARN, ClientRequestToken: 'v1', Step })).answer).toEqual({ result: undefined });
  }
  const value = aws.versions.get('v1')?.value ?? '';
  expect(value).toMatch(/^[\w-]{64}$/);
  expect(aws.config).toContain(`<HeaderValue>${value}</HeaderValue>`);
  for (const [, name, text] of before.matchAll(/<(\w+)>([^<]+)<\/\1>/g)) expect(aws.config).toContain(`<${String(name)}>${String(text)}</${String(name)}>`);
  expect([aws.versions.get('v0')?.stages, aws.versions.get('v1')?.stages]).toEqual([['AWSPREVIOUS'], ['AWSCURRENT']]);
  expect((await authorize(health(value))).answer).toEqual({ result: { isAuthorized: true } });
  const { log } = await rotate({ SecretId: ARN, ClientRequestToken: 'v1', Step: 'finishSecret' });
  expect([log.includes(value), log.includes('rotation step done'), aws.unsigned]).toEqual([false, true, []]);
}, 30_000);

test('a rotation that fails says why', async () => {
  const rotate = packaged.start('origin-secret', { DISTRIBUTION_ID: 'E123', HEADER_NAME: 'x-other', CACHE_SECONDS: '300', AWS_ENDPOINT_URL: endpoint });
  aws.versions.set('v1', { value: 'new', stages: ['AWSPENDING'] });
  const { answer, log } = await rotate({ SecretId: ARN, ClientRequestToken: 'v1', Step: 'setSecret' });
  expect(answer).toEqual({ error: 'setSecret failed: Error: no origin of distribution E123 has the custom header x-other; deploy the stack again' });
  expect(log).toContain('"level":"ERROR"');
}, 30_000);
