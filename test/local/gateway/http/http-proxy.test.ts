import { Harness } from './http-harness';
import { HttpIntegration } from '../../../../local/model/http-api';
import { httpApi, proxy, route, stage } from '../../../support/http-models';

function api(routeKey: string, uri: string, overrides: Partial<HttpIntegration> = {}, backends: Readonly<Record<string, string>> = {}, stageName = '$default'): Harness {
  const stages = [stage(stageName, { variables: new Map([['host', 'vars.example'], ['base', 'v1']]) })];
  return new Harness(httpApi([route(routeKey, { integration: proxy(uri, overrides) })], { stages }), { backends: new Map(Object.entries(backends)) });
}

test('the backend gets the request as it is, with where it came from, and answers for itself', async () => {
  const harness = api('POST /orders/{id}', 'https://API.example.com/v2/orders/{id}');
  harness.backend.answer = {
    kind: 'answer',
    status: 201,
    body: Buffer.from('made'),
    rawHeaders: ['content-type', 'text/plain', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Connection', 'close', 'Transfer-Encoding', 'chunked', 'Content-Length', '99', 'Date', 'x', 'Server', 'nginx'],
  };
  const answer = await harness.call('/orders/7?a=1&b=%20c', {
    method: 'POST', body: 'abc', headers: ['Authorization', 'Bearer x', 'X-A', '1', 'X-A', '2', 'Connection', 'X-Gone', 'TE', 'trailers', 'X-Forwarded-For', '1.2.3.4'],
  });
  const [request] = harness.backend.requests;
  expect(request).toMatchObject({ origin: 'https://api.example.com', method: 'POST', target: '/v2/orders/7?a=1&b=%20c' });
  expect(String(request?.body)).toBe('abc');
  expect(request?.headers).toEqual([
    'Host', 'API.example.com', 'Authorization', 'Bearer x', 'X-A', '1', 'X-A', '2', 'Content-Length', '3',
    'Forwarded', 'by=127.0.0.1;for=127.0.0.1;host=localhost:3001;proto=http', 'Via', 'HTTP/1.1 AmazonAPIGateway', 'X-Amzn-Trace-Id', 'Root=1-6920abcd-000000000000000000000001',
  ]);
  expect(answer).toMatchObject({ status: 201, body: 'made' });
  expect(answer.headers).toEqual({ 'content-type': 'text/plain', 'set-cookie': 'a=1|b=2', 'server': 'nginx', 'apigw-requestid': 'extended0000001=' });
});

test.each<[routeKey: string, uri: string, path: string, called: string]>([
  ['ANY /{proxy+}', 'https://b.example/{proxy}', '/a/b%20c', 'https://b.example/a/b%20c'],
  ['ANY /{proxy+}', 'https://b.example/x/{proxy}?k=v', '/a?q=1', 'https://b.example/x/a?k=v&q=1'],
  ['ANY /{proxy+}', 'https://b.example/?p={proxy}', '/a%26b=c', 'https://b.example/?p=a%26b%3Dc'],
  ['ANY /pets', 'https://b.example', '/pets', 'https://b.example/'],
  ['ANY /pets/{id}', 'https://b.example/fixed', '/pets/1', 'https://b.example/fixed'],
  ['ANY /pets/{id}', 'https://b.example/{other}', '/pets/1', 'https://b.example/'],
  ['ANY /pets/{id}', 'https://b.example/{id}', '/pets/%E2%98%95', 'https://b.example/%E2%98%95'],
  ['ANY /pets/{id}', 'https://b.example/{id}', '/pets/a%253Fb', 'https://b.example/a%253Fb'],
  ['ANY /pets/{id}', 'https://b.example/{id}', '/pets/50%25', 'https://b.example/50%25'],
  ['ANY /pets/{id}', 'https://b.example/{id}', '/pets/x%23y', 'https://b.example/x%23y'],
  ['$default', 'https://b.example/base/', '/store/checkout', 'https://b.example/base/store/checkout'],
  ['$default', 'https://b.example', '/', 'https://b.example/'],
  ['ANY /x', 'https://${stageVariables.host}/${stageVariables.base}', '/x', 'https://vars.example/v1'],
  ['ANY /x', '${stageVariables.host}/x', '/x', '500'],
  ['ANY /x', 'https://b.example/${stageVariables.none}y', '/x', 'https://b.example/y'],
])('%s to %s: %s calls %s', async (routeKey, uri, path, called) => {
  const harness = api(routeKey, uri);
  const { status } = await harness.call(path);
  const [request] = harness.backend.requests;
  expect(request === undefined ? String(status) : `${request.origin}${request.target}`).toBe(called);
});

test.each(['/a/../../secret', '/..%2f..%2fsecret', '/%2e%2e/secret', '/a/%2e%2e', '/..%5csecret', '/%2e%2e;/secret'])('%s does not climb out of where the backend is', async (path) => {
  const harness = api('ANY /{proxy+}', 'https://b.example/public/{proxy}');
  expect(await harness.call(path)).toMatchObject({ status: 400, body: '{"message":"Bad Request"}' });
  const mapped = api('ANY /{proxy+}', 'https://b.example', { requestParameters: new Map([['overwrite:path', '/public/${request.path.proxy}']]) });
  expect((await mapped.call(path)).status).toBe(400);
  expect([...harness.backend.requests, ...mapped.backend.requests]).toEqual([]);
});

test.each(['/%2e%2e/secret%ff', '/x%253f/../../secret', '/%2e%2e%2fsecret%ff', '/%252e%252e%253fsecret'])('%s does not hide from the check of a mapped path', async (path) => {
  const harness = api('ANY /{proxy+}', 'https://b.example', { requestParameters: new Map([['overwrite:path', '/public${request.path}']]) });
  expect((await harness.call(path)).status).toBe(400);
  expect(harness.backend.requests).toEqual([]);
});

test.each(['/a..b', '/...', '/a/..b/c', '/%252e%252e/x'])('%s climbs nowhere', async (path) => {
  expect((await api('ANY /{proxy+}', 'https://b.example/{proxy}').call(path)).status).toBe(200);
});

test.each<[method: string | undefined, sent: string]>([[undefined, 'PATCH'], ['ANY', 'PATCH'], ['GET', 'GET']])('the method %s sends %s', async (method, sent) => {
  const harness = api('ANY /x', 'https://b.example', method === undefined ? {} : { method });
  await harness.call('/x', { method: 'PATCH' });
  expect(harness.backend.requests[0]?.method).toBe(sent);
});

test('a local origin stands in for that of the URI, whatever its case', async () => {
  const harness = api('ANY /x', 'https://API.example.com:8443/x', {}, { 'https://api.example.com:8443': 'http://127.0.0.1:8080' });
  await harness.call('/x');
  expect(harness.backend.requests[0]).toMatchObject({ origin: 'http://127.0.0.1:8080', target: '/x' });
  expect(harness.backend.requests[0]?.headers.slice(0, 2)).toEqual(['Host', 'API.example.com:8443']);
});

const LISTENER = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/Internal/50dc/0467';
const SERVICE = 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-id';
const LOCAL = 'http://127.0.0.1:8080';

test.each<[what: string, integration: Partial<HttpIntegration>, backend: string]>([
  ['the ARN of its listener', { uri: LISTENER }, LISTENER],
  ['the ARN of its service, without what selects instances', { uri: `${SERVICE}?stage=prod` }, SERVICE],
  ['the name in its certificate', { uri: LISTENER, tlsServerName: 'Orders.internal' }, 'https://orders.internal'],
  ['the name of the load balancer', { uri: LISTENER }, 'http://internal'],
  ['its name in the template', { uri: SERVICE }, 'http://ordersintegration'],
  ['its URL', { uri: 'https://Private.example/x' }, 'https://private.example'],
])('a private integration is reached by %s; it gets the path with the stage and the caller\'s host', async (_what, { uri = '', ...integration }, backend) => {
  const harness = api('ANY /{proxy+}', uri, { connectionType: 'VPC_LINK', ...integration }, { [backend]: LOCAL }, 'dev');
  expect((await harness.call('/a%20b/c?q=1', { stage: 'dev' })).status).toBe(200);
  expect(harness.backend.requests[0]).toMatchObject({ origin: LOCAL, target: '/dev/a%20b/c?q=1' });
  expect(harness.backend.requests[0]?.headers.slice(0, 2)).toEqual(['Host', 'localhost:3001']);
});

describe('what goes wrong with a backend', () => {
  test.each<[answer: Harness['backend']['answer'], status: number, message: string, error: string]>([
    [{ kind: 'broken', reason: 'ECONNREFUSED 10.0.0.1' }, 503, 'Service Unavailable', 'Network error communicating with endpoint'],
    [{ kind: 'unknown-host', reason: 'ENOTFOUND' }, 503, 'Service Unavailable', 'Invalid endpoint address'],
    [{ kind: 'answer', status: 101, rawHeaders: [], body: Buffer.alloc(0) }, 500, 'Internal Server Error', 'Malformed response of the endpoint'],
  ])('%j', async (answer, status, message, error) => {
    const integration = proxy('https://b.example');
    const stages = [stage('$default', { accessLog: { logGroup: 'g', format: '$context.integrationErrorMessage' } })];
    const harness = new Harness(httpApi([route('GET /', { integration })], { stages }));
    harness.backend.answer = answer;
    expect(await harness.call('/')).toMatchObject({ status, body: JSON.stringify({ message }) });
    expect(harness.reporter.of('access-log').map(({ line }) => line)).toEqual([error]);
  });

  test('it takes too long', async () => {
    const harness = api('GET /', 'https://b.example', { timeoutMilliseconds: 100 });
    harness.backend.answer = 'never';
    const answer = harness.call('/');
    await new Promise(setImmediate);
    harness.clock.advance(100);
    expect(await answer).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  });
});

test.each(['ftp://b.example', 'b.example', 'https://{proxy}/x', 'https://a{proxy}.example', ''])('the URI %j is refused at start', (uri) => {
  expect(api('ANY /{proxy+}', uri).gateway.notServed[0]?.detail).toContain('its URI');
});
