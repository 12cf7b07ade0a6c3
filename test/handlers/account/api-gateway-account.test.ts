import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { apiGatewayAccount } from '../../../handlers/account/api-gateway-account';

let server: Server;
let requests: string[];
let reply: { status: number; body: unknown };
const setting = () => apiGatewayAccount(new APIGatewayClient({
  region: 'us-east-1',
  endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  maxAttempts: 1,
}));

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => { body += String(chunk); });
    request.on('end', () => {
      requests.push(`${request.method} ${request.url} ${body}`);
      response.writeHead(reply.status, { 'content-type': 'application/json', ...(reply.status === 429 && { 'x-amzn-errortype': 'TooManyRequestsException' }) });
      response.end(JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

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
