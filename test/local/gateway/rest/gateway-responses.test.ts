import { Harness, IDENTITY, lambdaProxy, mock, returning } from './gateway-harness';
import { GatewayResponse, RestApi } from '../../../../local/model/rest-api';
import { method, restApi } from '../../../support/models';

function response(responseType: string, overrides: Partial<GatewayResponse> = {}): GatewayResponse {
  return { responseType, responseParameters: new Map(), responseTemplates: new Map(), ...overrides };
}

function api(gatewayResponses: readonly GatewayResponse[], overrides: Partial<RestApi> = {}): RestApi {
  return restApi({
    '/open': [method('GET', { integration: mock('{}') })],
    '/keyed': [method('GET', { integration: mock('{}'), apiKeyRequired: true })],
    '/required': [method('GET', { integration: mock('{}'), validateParameters: true, requestParameters: new Map([['method.request.querystring.q', true]]) })],
    '/typed': [method('POST', { integration: mock('{}', { passthroughBehavior: 'NEVER' }) })],
    '/fails': [method('GET', { integration: lambdaProxy() })],
    '/bare': [method('GET')],
  }, { gatewayResponses, ...overrides });
}

const failing = (gatewayResponses: readonly GatewayResponse[] = []): Harness => new Harness(api(gatewayResponses)).handler(returning('garbage'));

describe('a gateway response', () => {
  test.each([
    ['MISSING_AUTHENTICATION_TOKEN', '/unknown', 'GET', 403, '{"message":"Missing Authentication Token"}', 'MissingAuthenticationTokenException'],
    ['INVALID_API_KEY', '/keyed', 'GET', 403, '{"message":"Forbidden"}', 'ForbiddenException'],
    ['BAD_REQUEST_PARAMETERS', '/required', 'GET', 400, '{"message": "Missing required request parameters: [q]"}', 'BadRequestException'],
    ['UNSUPPORTED_MEDIA_TYPE', '/typed', 'POST', 415, '{"message": "Unsupported Media Type"}', 'BadRequestException'],
    ['INTEGRATION_FAILURE', '/fails', 'GET', 502, '{"message": "Internal server error"}', 'InternalServerErrorException'],
    ['API_CONFIGURATION_ERROR', '/bare', 'GET', 500, '{"message": "Internal server error"}', 'InternalServerErrorException'],
  ])('%s is as the service has it', async (_type, path, verb, status, body, errorType) => {
    const answer = await failing().call(path, { method: verb, headers: ['Content-Type', 'text/csv'] });
    expect(answer).toMatchObject({ status, body, headers: { 'x-amzn-errortype': errorType, 'content-type': 'application/json' } });
  });

  test('can be customised: status, headers, template', async () => {
    const harness = failing([response('INVALID_API_KEY', {
      statusCode: '401',
      responseParameters: new Map([
        ['gatewayresponse.header.Access-Control-Allow-Origin', '\'https://shop.example\''],
        ['gatewayresponse.header.X-Origin', 'method.request.header.origin'],
        ['gatewayresponse.header.X-Absent', 'method.request.querystring.none'],
        ['gatewayresponse.header.X-Id', 'context.requestId'],
      ]),
      responseTemplates: new Map([['application/json', '{"error":$context.error.messageString,"type":"$context.error.responseType","id":"$context.requestId","x":"$context.nope"}']]),
    })]);
    const answer = await harness.call('/keyed', { headers: ['Origin', 'https://a.example'] });
    expect(answer).toMatchObject({
      status: 401,
      body: '{"error":"Forbidden","type":"INVALID_API_KEY","id":"00000000-0000-4000-8000-000000000001","x":""}',
      headers: { 'access-control-allow-origin': 'https://shop.example', 'x-origin': 'https://a.example', 'x-id': '00000000-0000-4000-8000-000000000001' },
    });
    expect(answer.headers['x-absent']).toBeUndefined();
  });

  test.each([
    ['/keyed', 403, 'four'],
    ['/unknown', 403, 'four'],
    ['/fails', 502, 'five'],
    ['/bare', 500, 'five'],
  ])('falls back to the default of its class: %s', async (path, status, body) => {
    const template = (text: string): Pick<GatewayResponse, 'responseTemplates'> => ({ responseTemplates: new Map([['application/json', text]]) });
    expect(await failing([response('DEFAULT_4XX', template('four')), response('DEFAULT_5XX', template('five'))]).call(path)).toMatchObject({ status, body });
  });

  test('takes the status of the default, and its own type before the default', async () => {
    const harness = failing([response('DEFAULT_4XX', { statusCode: '418' }), response('INVALID_API_KEY')]);
    expect(await harness.call('/unknown')).toMatchObject({ status: 418, body: '{"message":"Missing Authentication Token"}' });
    expect(await harness.call('/keyed')).toMatchObject({ status: 403 });
  });

  test.each([
    ['application/xml', 'application/xml', '<m/>'],
    ['application/json', 'application/json', '{}'],
    ['text/html, application/xml;q=0.5', 'application/xml', '<m/>'],
    ['*/*', 'application/json', '{}'],
  ])('is chosen by Accept: %s', async (accept, contentType, body) => {
    const harness = failing([response('DEFAULT_4XX', { responseTemplates: new Map([['application/xml', '<m/>'], ['application/json', '{}']]) })]);
    expect(await harness.call('/unknown', { headers: ['Accept', accept] })).toMatchObject({ body, headers: { 'content-type': contentType } });
  });

  test('never lets a caller add headers', async () => {
    const harness = failing([response('DEFAULT_4XX', { responseParameters: new Map([['gatewayresponse.header.X-Q', 'method.request.querystring.q']]) })]);
    const answer = await harness.call('/unknown?q=a%0d%0aset-cookie:%20evil=1');
    expect(answer.headers['x-q']).toBeUndefined();
    expect((await harness.call('/unknown?q=fine')).headers['x-q']).toBe('fine');
  });

  test('names a parameter that it can not read, and keeps the rest', async () => {
    const harness = failing([response('DEFAULT_4XX', { responseParameters: new Map([['gatewayresponse.header.A', 'true'], ['gatewayresponse.header.B', '\'b\'']]) })]);
    expect(harness.gateway.notServed).toEqual([expect.objectContaining({ detail: expect.stringContaining('DEFAULT_4XX: can\'t read the mapping expression "true"') as string })]);
    expect((await harness.call('/unknown')).headers.b).toBe('b');
  });
});

test.each(['99', '600', 'abc', '4O4', '0x194', ''])('a gateway response with the status %j keeps the built-in one, and is named', async (statusCode) => {
  const harness = failing([response('DEFAULT_4XX', { statusCode, responseTemplates: new Map([['application/json', 'own']]) })]);
  expect(harness.gateway.notServed).toEqual([expect.objectContaining({ detail: expect.stringContaining(`DEFAULT_4XX: can't answer with the status ${JSON.stringify(statusCode)} (expected 200 to 599)`) as string })]);
  expect(await harness.call('/unknown')).toMatchObject({ status: 403, body: 'own' });
});

describe('who may call', () => {
  const secured = (type: 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS', extra: Partial<RestApi> = {}): Harness =>
    new Harness(restApi({ '/x/{id}': [method('GET', { authorizationType: type, integration: lambdaProxy() })] }, extra)).handler(returning({ body: 'in' }));

  test.each(['CUSTOM', 'COGNITO_USER_POOLS'] as const)('nobody, where the authorizer of %s is not there', async (type) => {
    const harness = secured(type);
    const answer = await harness.call('/x/1');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toBe('in');
    expect(harness.reasons).toHaveLength(1);
  });

  test('nobody, where the resource policy allows nobody', async () => {
    const harness = secured('AWS_IAM', { policy: { Version: '2012-10-17', Statement: [] } });
    const answer = await harness.call('/x/1');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toBe('in');
  });

  test('with IAM, whose signature of the whole path is verified', async () => {
    const harness = secured('AWS_IAM');
    expect(await harness.call('/x/a%20b')).toMatchObject({ status: 403, body: '{"message":"Missing Authentication Token"}' });
    harness.signatures.answer = { kind: 'verified', identity: IDENTITY };
    expect(await harness.call('/x/a%20b')).toMatchObject({ status: 200, body: 'in' });
    expect(harness.signatures.paths).toEqual(['/prod/x/a%20b', '/prod/x/a%20b']);
  });

  test('is known to the function', async () => {
    const harness = secured('AWS_IAM').handler((event) => ({ kind: 'success', payload: JSON.stringify({ body: event }) }));
    harness.signatures.answer = { kind: 'verified', identity: IDENTITY };
    expect(JSON.parse((await harness.call('/x/1')).body)).toMatchObject({
      requestContext: { identity: { accessKey: 'LOCLKEY', accountId: '123456789012', caller: 'LOCUSER', user: 'LOCUSER', userArn: 'arn:aws:iam::123456789012:user/local' } },
    });
  });
});
