import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Harness } from './http-harness';
import { HttpCaller } from '../../../../local/authorization/http/http-authorizer-call';
import { httpApi, lambda, route, stage } from '../../../support/http-models';

const V1 = lambda({ payloadFormatVersion: '1.0' });

async function event(harness: Harness, ...call: Parameters<Harness['call']>): Promise<Record<string, unknown>> {
  return JSON.parse((await harness.echoing().call(...call)).body) as Record<string, unknown>;
}

describe('payload 2.0', () => {
  test('a request as functions see it: decoded paths, joined values, cookies apart, what is absent left out', async () => {
    const harness = new Harness(httpApi([route('POST /products/{name}/reviews/{title}')]));
    expect(await event(harness, '/products/%E2%98%95%20Coffee/reviews/%F0%9F%98%8A%20Happy?tag=C%23%20x&q=Hello%20World&tag=.NET', {
      method: 'POST',
      headers: ['Accept', 'text/html', 'ACCEPT', 'application/json', 'Cookie', 'session=abc; theme=dark', 'Connection', 'keep-alive', 'User-Agent', 'TestAgent', 'Content-Type', 'application/json'],
      body: '{"a":"é"}',
    })).toEqual({
      version: '2.0',
      routeKey: 'POST /products/{name}/reviews/{title}',
      rawPath: '/products/☕ Coffee/reviews/😊 Happy',
      rawQueryString: 'tag=C%23%20x&q=Hello%20World&tag=.NET',
      cookies: ['session=abc', 'theme=dark'],
      headers: {
        'host': 'localhost:3001',
        'accept': 'text/html,application/json',
        'user-agent': 'TestAgent',
        'content-type': 'application/json',
        'content-length': '10',
        'x-amzn-trace-id': 'Root=1-6920abcd-000000000000000000000001',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': '3001',
        'x-forwarded-proto': 'http',
      },
      queryStringParameters: { tag: 'C# x,.NET', q: 'Hello World' },
      requestContext: {
        accountId: '123456789012',
        apiId: 'abc123',
        domainName: 'localhost:3001',
        domainPrefix: 'abc123',
        http: { method: 'POST', path: '/products/☕ Coffee/reviews/😊 Happy', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'TestAgent' },
        requestId: 'extended0000001=',
        routeKey: 'POST /products/{name}/reviews/{title}',
        stage: '$default',
        time: '21/Nov/2026:09:37:48 +0000',
        timeEpoch: 1795253868120,
      },
      pathParameters: { name: '☕ Coffee', title: '😊 Happy' },
      body: '{"a":"é"}',
      isBase64Encoded: false,
    });
  });

  test('a request that has nothing', async () => {
    const seen = await event(new Harness(httpApi([route('$default')])), '/');
    expect(Object.keys(seen)).toEqual(['version', 'routeKey', 'rawPath', 'rawQueryString', 'headers', 'requestContext', 'isBase64Encoded']);
    expect(seen).toMatchObject({ routeKey: '$default', rawPath: '/', headers: { 'content-length': '0' }, requestContext: { http: { userAgent: '' } } });
  });

  test('in a named stage paths begin with the stage, whatever a custom domain says', async () => {
    const domains = [{ domainName: 'api.example.com', basePath: 'v1', stageName: 'dev' }];
    const harness = new Harness(httpApi([route('GET /orders')], { stages: [stage('dev', { variables: new Map([['table', 'orders']]) })], domains }));
    expect(await event(harness, '/orders', { stage: 'dev' })).toMatchObject({ rawPath: '/dev/orders', stageVariables: { table: 'orders' }, requestContext: { http: { path: '/dev/orders' }, stage: 'dev' } });
    expect(await event(harness, '/orders', { stage: 'v1', host: 'api.example.com' })).toMatchObject({ rawPath: '/dev/orders', requestContext: { domainName: 'api.example.com', domainPrefix: 'api' } });
  });

  test('names that would be the prototype are members like others', async () => {
    const seen = await event(new Harness(httpApi([route('GET /{__proto__}')])), '/x?__proto__=y', { headers: ['__proto__', 'z'] });
    for (const member of ['pathParameters', 'queryStringParameters', 'headers']) expect(Object.hasOwn(Object(seen[member]), '__proto__')).toBe(true);
  });
});

describe('payload 1.0', () => {
  test('a request as functions see it: the path as it was sent, names of headers too, lists of all values', async () => {
    const harness = new Harness(httpApi([route('POST /products/{name}', { integration: V1 })], { stages: [stage('dev', { variables: new Map([['table', 'orders']]) })] }));
    expect(await event(harness, '/products/%E2%98%95?a=1&a=2', { method: 'POST', stage: 'dev', headers: ['x-Mine', 'one', 'X-mine', 'two', 'user-agent', 'TestAgent', 'Cookie', 'a=b'], body: '\u0001' })).toEqual({
      version: '1.0',
      resource: '/products/{name}',
      path: '/dev/products/%E2%98%95',
      httpMethod: 'POST',
      headers: {
        'Host': 'localhost:3001',
        'x-Mine': 'two',
        'User-Agent': 'TestAgent',
        'Cookie': 'a=b',
        'Content-Length': '1',
        'X-Amzn-Trace-Id': 'Root=1-6920abcd-000000000000000000000001',
        'X-Forwarded-For': '127.0.0.1',
        'X-Forwarded-Port': '3001',
        'X-Forwarded-Proto': 'http',
      },
      multiValueHeaders: {
        'Host': ['localhost:3001'],
        'x-Mine': ['one', 'two'],
        'User-Agent': ['TestAgent'],
        'Cookie': ['a=b'],
        'Content-Length': ['1'],
        'X-Amzn-Trace-Id': ['Root=1-6920abcd-000000000000000000000001'],
        'X-Forwarded-For': ['127.0.0.1'],
        'X-Forwarded-Port': ['3001'],
        'X-Forwarded-Proto': ['http'],
      },
      queryStringParameters: { a: '2' },
      multiValueQueryStringParameters: { a: ['1', '2'] },
      requestContext: {
        accountId: '123456789012',
        apiId: 'abc123',
        domainName: 'localhost:3001',
        domainPrefix: 'abc123',
        extendedRequestId: 'extended0000001=',
        httpMethod: 'POST',
        identity: {
          accessKey: null,
          accountId: null,
          caller: null,
          cognitoAmr: null,
          cognitoAuthenticationProvider: null,
          cognitoAuthenticationType: null,
          cognitoIdentityId: null,
          cognitoIdentityPoolId: null,
          principalOrgId: null,
          sourceIp: '127.0.0.1',
          user: null,
          userAgent: 'TestAgent',
          userArn: null,
        },
        path: '/dev/products/☕',
        protocol: 'HTTP/1.1',
        requestId: 'extended0000001=',
        requestTime: '21/Nov/2026:09:37:48 +0000',
        requestTimeEpoch: 1795253868120,
        resourceId: 'POST /products/{name}',
        resourcePath: '/products/{name}',
        stage: 'dev',
      },
      pathParameters: { name: '☕' },
      stageVariables: { table: 'orders' },
      body: 'AQ==',
      isBase64Encoded: true,
    });
  });

  test('what a request does not have is null', async () => {
    expect(await event(new Harness(httpApi([route('$default', { integration: V1 })])), '/')).toMatchObject({
      resource: '$default', queryStringParameters: null, multiValueQueryStringParameters: null, pathParameters: null, stageVariables: null, body: null, isBase64Encoded: false,
    });
  });
});

test.each<[type: string | undefined, isBase64Encoded: boolean]>([
  ['application/json', false],
  ['Application/JSON; charset=utf-8', false],
  ['application/xml', false],
  ['application/javascript', false],
  ['text/plain', false],
  ['TEXT/HTML;charset=x', false],
  ['application/problem+json', true],
  ['application/x-www-form-urlencoded', true],
  ['multipart/form-data; boundary=x', true],
  ['image/png', true],
  ['', true],
  [undefined, true],
])('a body of type %s: base64 is %s', async (type, isBase64Encoded) => {
  for (const integration of [lambda(), V1]) {
    const seen = await event(new Harness(httpApi([route('$default', { integration })])), '/', { method: 'POST', headers: type === undefined ? [] : ['Content-Type', type], body: 'a=1' });
    expect(seen).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'YT0x' : 'a=1' });
  }
});

test.each<[caller: HttpCaller, two: object, one: object]>([
  [{ kind: 'jwt', claims: { sub: 'u1' }, scopes: ['a'] }, { jwt: { claims: { sub: 'u1' }, scopes: ['a'] } }, { authorizer: { claims: { sub: 'u1' }, scopes: ['a'] } }],
  [{ kind: 'jwt', claims: { sub: 'u1' }, scopes: null }, { jwt: { claims: { sub: 'u1' }, scopes: null } }, { authorizer: { claims: { sub: 'u1' }, scopes: null } }],
  [{ kind: 'lambda', context: { tenant: 't', n: 1 }, principalId: 'p' }, { lambda: { tenant: 't', n: 1 } }, { authorizer: { tenant: 't', n: 1, principalId: 'p' } }],
  [
    { kind: 'iam', accessKey: 'A', accountId: '1', userArn: 'arn', userId: 'U', callerId: 'C' },
    { iam: { accessKey: 'A', accountId: '1', callerId: 'C', cognitoIdentity: null, principalOrgId: null, userArn: 'arn', userId: 'U' } },
    { identity: { accessKey: 'A', accountId: '1', caller: 'C', user: 'U', userArn: 'arn' } },
  ],
])('what an authorizer told of the caller: %j', async (caller, two, one) => {
  for (const [integration, expected] of [[lambda(), { authorizer: two }], [V1, one]] as const) {
    const harness = new Harness(httpApi([route('$default', { integration, authorizationType: 'CUSTOM' })]));
    harness.verdict = { caller };
    expect((await event(harness, '/')).requestContext).toMatchObject(expected);
  }
});

const folder = join(process.env.AWS_TRUTH ?? '', 'events');
const isThere = (process.env.AWS_TRUTH ?? '') !== '' && existsSync(folder);

(isThere ? describe : describe.skip)(isThere ? 'events of AWS' : 'events of AWS: skipped, AWS_TRUTH does not name a folder with them', () => {
  interface SampleAuthorizer {
    readonly jwt?: { readonly claims: Record<string, string>; readonly scopes: string[] };
    readonly lambda?: Record<string, string>;
    readonly iam?: Record<string, string>;
  }

  interface Sample {
    readonly rawPath: string;
    readonly rawQueryString: string;
    readonly cookies?: string[];
    readonly headers: Record<string, string>;
    readonly queryStringParameters?: Record<string, string>;
    readonly requestContext: { readonly http: { readonly method: string; readonly path: string }; readonly authorizer?: SampleAuthorizer };
    readonly body?: string;
  }

  test.each([
    'golang__apigw-v2-request-no-authorizer',
    'golang__apigw-v2-request-jwt-authorizer',
    'golang__apigw-v2-request-iam',
    'golang__apigw-v2-request-lambda-authorizer',
    'powertools__apiGatewayProxyV2Event',
  ])('%s: the request that it shows makes the same members', async (name) => {
    const sample = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Sample;
    const { jwt, lambda: context, iam } = sample.requestContext.authorizer ?? {};
    const harness = new Harness(httpApi([route('$default', { authorizationType: jwt ?? context ?? iam ? 'CUSTOM' : 'NONE' })]));
    if (jwt) {harness.verdict = { caller: { kind: 'jwt', ...jwt } };} else if (context) {harness.verdict = { caller: { kind: 'lambda', context } };} else if (iam) {
      const { accessKey = '', accountId = '', userArn = '', userId = '', callerId = '' } = iam;
      harness.verdict = { caller: { kind: 'iam', accessKey, accountId, userArn, userId, callerId } };
    }
    const seen = await event(harness, `${sample.rawPath}?${sample.rawQueryString}`, {
      method: sample.requestContext.http.method,
      headers: [...sample.cookies?.length ? ['Cookie', sample.cookies.join('; ')] : [], 'Content-Type', 'application/json'],
      body: sample.body ?? '',
    });
    const { rawPath, rawQueryString, cookies, queryStringParameters, body, requestContext: { http: { method, path } } } = sample;
    const shown = { rawPath, rawQueryString, cookies, queryStringParameters, body, requestContext: { http: { method, path } } };
    expect(seen).toMatchObject(JSON.parse(JSON.stringify(shown)) as object);
    const members = ['version', 'routeKey', 'rawPath', 'rawQueryString', 'cookies', 'headers', 'queryStringParameters', 'requestContext', 'pathParameters',
      'stageVariables', 'body', 'isBase64Encoded'];
    expect(Object.keys(sample).filter((member) => !members.includes(member))).toEqual([]);
    expect(Object.keys(sample.requestContext)).toEqual(expect.arrayContaining(Object.keys(seen.requestContext as object)));
    if (iam) expect(Object.keys(iam).sort()).toEqual(Object.keys((seen.requestContext as { authorizer: { iam: object } }).authorizer.iam).sort());
  });
});
