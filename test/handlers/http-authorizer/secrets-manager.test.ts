import { type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretsManagerVersions } from '../../../handlers/http-authorizer/secrets-manager';
import { TestServer } from '../../support/test-server';

const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:origin-a1b2c3';
const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-key', sessionToken: 'session' });

interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly SecretId: string; readonly VersionStage: string };
}

/** Secrets Manager, as far as it matters here. */
class Service {
  public readonly calls: Call[] = [];
  public answer: (stage: string) => { readonly status: number; readonly body: string };
  private server: TestServer | undefined;

  public constructor() {
    this.answer = (stage) => ({ status: 200, body: JSON.stringify({ SecretString: `value of ${stage}` }) });
  }

  public async start(): Promise<string> {
    this.server = await TestServer.start((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => { text += chunk.toString(); });
      request.on('end', () => {
        const body = JSON.parse(text) as Call['body'];
        this.calls.push({ headers: request.headers, body });
        const { status, body: answer } = this.answer(body.VersionStage);
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(answer);
      });
    });
    return this.server.origin;
  }

  public async stop(): Promise<void> {
    await this.server?.close();
  }
}

let service: Service;
let endpoint: string;
beforeEach(async () => {
  service = new Service();
  endpoint = await service.start();
});
afterEach(() => service.stop());

const versions = () => secretsManagerVersions({ secretArn: ARN, credentials, send: fetch, endpoint });
const failure = (type: string) => ({ status: 400, body: JSON.stringify({ __type: type, Message: 'x' }) });

test('the three versions of a rotation are read', async () => {
  expect(await versions().read()).toEqual(['value of AWSCURRENT', 'value of AWSPENDING', 'value of AWSPREVIOUS']);
  expect(service.calls.map(({ body }) => body)).toEqual(expect.arrayContaining([{ SecretId: ARN, VersionStage: 'AWSCURRENT' }]));
});

test('requests are signed for the region of the secret, and say what the SDK says', async () => {
  await versions().read();
  const [ours] = service.calls;
  await new SecretsManagerClient({ endpoint, region: 'eu-central-1', credentials }).send(new GetSecretValueCommand({ SecretId: ARN, VersionStage: 'AWSCURRENT' }));
  const theirs = service.calls.at(-1);
  const scopeOf = (call: Call | undefined) => /Credential=\S+?\/\d{8}(\/\S+?),/.exec(call?.headers.authorization ?? '')?.[1];
  expect(scopeOf(ours)).toBe('/eu-central-1/secretsmanager/aws4_request');
  expect(scopeOf(ours)).toBe(scopeOf(theirs));
  for (const name of ['x-amz-target', 'content-type', 'x-amz-security-token', 'host']) expect([name, ours?.headers[name]]).toEqual([name, theirs?.headers[name]]);
  expect(ours?.body).toEqual(theirs?.body);
});

test.each(['ResourceNotFoundException', 'com.amazonaws.secretsmanager#ResourceNotFoundException'])('before the first rotation there is only the current one (%s)', async (type) => {
  service.answer = (stage) => stage === 'AWSCURRENT' ? { status: 200, body: '{"SecretString":"first"}' } : failure(type);
  expect(await versions().read()).toEqual(['first']);
});

test.each<[string, { status: number; body: string }, string]>([
  ['no such secret', failure('ResourceNotFoundException'), 'ResourceNotFoundException'],
  ['no permission', failure('AccessDeniedException'), 'AccessDeniedException'],
  ['an answer without a reason', { status: 503, body: '{}' }, 'status 503'],
  ['a secret that is no text', { status: 200, body: '{"SecretBinary":"AA=="}' }, 'status 200'],
  ['an answer that is no JSON', { status: 502, body: '<html>' }, 'JSON'],
  ['null', { status: 200, body: 'null' }, 'status 200'],
])('%s is a failure', async (_, answer, message) => {
  service.answer = () => answer;
  await expect(versions().read()).rejects.toThrow(message);
});

test('a failure of one version is a failure, as its value may be the one that is sent', async () => {
  service.answer = (stage) => stage === 'AWSPENDING' ? failure('InternalServiceError') : { status: 200, body: '{"SecretString":"x"}' };
  await expect(versions().read()).rejects.toThrow('InternalServiceError');
});

test('nobody there is a failure', async () => {
  const socket = createSocketServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => socket.once('listening', resolve));
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => socket.close(resolve));
  await expect(secretsManagerVersions({ secretArn: ARN, credentials, send: fetch, endpoint: `http://127.0.0.1:${port}` }).read()).rejects.toThrow();
});

test.each([
  [ARN, 'https://secretsmanager.eu-central-1.amazonaws.com/'],
  ['arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:x', 'https://secretsmanager.cn-north-1.amazonaws.com.cn/'],
  ['arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:x', 'https://secretsmanager.us-gov-west-1.amazonaws.com/'],
])('%s is asked for at %s', async (secretArn, expected) => {
  const asked: string[] = [];
  const send: typeof fetch = async (url) => {
    asked.push(String(url));
    return new Response('{"SecretString":"x"}');
  };
  await secretsManagerVersions({ secretArn, credentials, send }).read();
  expect(new Set(asked)).toEqual(new Set([expected]));
});
