import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { apiGatewayAccount } from '../../../handlers/account/api-gateway-account';
import { TestServer } from '../../support/test-server';

let server: TestServer;
let requests: string[];
let reply: { status: number; body: unknown };
const setting = () => apiGatewayAccount(new APIGatewayClient({
  region: 'us-east-1',
  endpoint: server.origin,
  credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  maxAttempts: 1,
}));

beforeEach(async () => {
  requests = [];
  server = await TestServer.start((request, response) => {
    let body = '';
    request.on('data', (chunk) => { body += String(chunk); });
    request.on('end', () => {
      requests.push(`${request.method} ${request.url} ${body}`);
      response.writeHead(reply.status, { 'content-type': 'application/json', ...(reply.status === 429 && { 'x-amzn-errortype': 'TooManyRequestsException' }) });
      response.end(JSON.stringify(reply.body));
    });
  });
});
afterEach(async () => server.close());

test.each([[{}, undefined], [{ cloudwatchRoleArn: '' }, undefined], [{ cloudwatchRoleArn: 'arn' }, 'arn']])('%j is read as %s', async (body, expected) => {
  reply = { status: 200, body };
  expect(await setting().roleArn()).toBe(expected);
  expect(requests).toEqual(['GET /account ']);
});

test('the role is replaced', async () => {
  reply = { status: 200, body: {} };
  await setting().setRoleArn('arn');
  expect(requests).toEqual(['PATCH /account {"patchOperations":[{"op":"replace","path":"/cloudwatchRoleArn","value":"arn"}]}']);
});

test('a busy account has the name that is retried', async () => {
  reply = { status: 429, body: { message: 'Too Many Requests' } };
  await expect(setting().setRoleArn('arn')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
});
