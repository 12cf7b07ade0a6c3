import { Harness, integration, mock } from './gateway-harness';
import { RestIntegrationResponse } from '../../../../local/model/rest-api';
import { method, restApi } from '../../../support/models';

function answer(statusCode: string, overrides: Partial<RestIntegrationResponse> = {}): RestIntegrationResponse {
  return { statusCode, responseParameters: new Map(), responseTemplates: new Map(), ...overrides };
}

const serve = (of: ReturnType<typeof mock>, verb = 'GET'): Harness => new Harness(restApi({ '/pets/{petId}': [method(verb, { integration: of })] }));
const request = (template: string): { requestTemplates: Map<string, string> } => ({ requestTemplates: new Map([['application/json', template]]) });

describe('a mock', () => {
  test.each(['{"statusCode": 200}', '{statusCode: 200}', '{\'statusCode\': \'200\'}', '{ "a": 1,\n"statusCode" : 200 }'])('takes its status from %s', async (template) => {
    expect(await serve(mock('done', request(template))).call('/pets/1')).toMatchObject({ status: 200, body: 'done', headers: { 'content-type': 'application/json' } });
  });

  test.each(['', '{}', 'ok', '{"status": 200}'])('without a status fails: %j', async (template) => {
    expect(await serve(mock('done', request(template))).call('/pets/1')).toMatchObject({ status: 500, body: '{"message": "Internal server error"}' });
  });

  test('has no trace id, since nothing is called', async () => {
    expect((await serve(mock('{}')).call('/pets/1')).headers['x-amzn-trace-id']).toBeUndefined();
  });

  test('reads the request in its response template', async () => {
    const harness = serve(mock('{"petId": "$input.params(\'petId\')", "echo": $input.json(\'$\'), "stage": "$context.stage"}'), 'POST');
    expect((await harness.call('/pets/123', { method: 'POST', body: '{"not": "seen"}' })).body).toBe('{"petId": "123", "echo": {}, "stage": "prod"}');
  });

  test.each([
    ['200', 200],
    ['404', 404],
    ['418', 299],
    ['500', 500],
  ])('selects the response for %s by the whole status', async (status, expected) => {
    const responses = [answer('404', { selectionPattern: '4\\d4' }), answer('500', { selectionPattern: '(?i)5.+' }), answer('200', { selectionPattern: '200' }), answer('201', { selectionPattern: '00' }), answer('299')];
    expect((await serve(mock('', { ...request(`{"statusCode": ${status}}`), responses })).call('/pets/1')).status).toBe(expected);
  });

  test('with no response that fits fails', async () => {
    expect((await serve(mock('', { responses: [answer('200', { selectionPattern: '404' })] })).call('/pets/1')).status).toBe(500);
    expect((await serve(integration('MOCK', request('{"statusCode": 200}'))).call('/pets/1')).status).toBe(500);
  });

  test('answers a preflight with its headers, and renames those of the gateway', async () => {
    const responseParameters = new Map([
      ['method.response.header.Access-Control-Allow-Origin', '\'*\''], ['method.response.header.Access-Control-Allow-Methods', '\'GET,OPTIONS\''],
      ['method.response.header.X-Id', 'context.requestId'], ['method.response.header.Absent', 'method.request.header.absent'],
      ['method.response.header.Content-Length', '\'7\''], ['method.response.header.Transfer-Encoding', '\'chunked\''], ['method.response.header.Server', '\'me\''],
    ]);
    const { status, headers } = await serve(mock('', { responses: [answer('204', { responseParameters })] }), 'OPTIONS').call('/pets/1', { method: 'OPTIONS', headers: ['Origin', 'https://a.example'] });
    expect({ status, ...headers }).toMatchObject({ 'status': 204, 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET,OPTIONS', 'x-amzn-remapped-content-length': '7', 'x-amzn-remapped-server': 'me' });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining([expect.stringMatching(/absent|transfer-encoding/)]));
  });

  test('refuses to send a header that a caller broke', async () => {
    const responseParameters = new Map([['method.response.header.X-Q', 'method.request.querystring.q']]);
    const harness = serve(mock('{}', { responses: [answer('200', { responseParameters })] }));
    expect(await harness.call('/pets/1?q=ok')).toMatchObject({ status: 200, headers: { 'x-q': 'ok' } });
    const refused = await harness.call('/pets/1?q=a%0D%0ASet-Cookie:%20evil=1');
    expect(refused.status).toBe(500);
    expect(JSON.stringify(refused)).not.toContain('evil');
  });

  test.each<['WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER', string, string, number]>([
    ['WHEN_NO_MATCH', 'application/json; charset=utf-8', '', 200],
    ['WHEN_NO_MATCH', 'text/plain', '{"statusCode": 200}', 200],
    ['WHEN_NO_MATCH', 'text/plain', 'no status', 500],
    ['WHEN_NO_TEMPLATES', 'text/plain', '{"statusCode": 200}', 415],
    ['NEVER', 'text/plain', '{"statusCode": 200}', 415],
    ['NEVER', 'application/json', '', 200],
  ])('with passthrough %s answers %s %j with %i', async (passthroughBehavior, contentType, body, status) => {
    expect((await serve(mock('{}', { passthroughBehavior }), 'POST').call('/pets/1', { method: 'POST', headers: ['Content-Type', contentType], body })).status).toBe(status);
  });

  test.each([
    ['application/xml', '<a/>'],
    ['text/html', '{}'],
  ])('chooses its template by Accept: %s', async (accept, body) => {
    const responseTemplates = new Map([['application/xml', '<a/>'], ['application/json', '{}']]);
    expect((await serve(mock('', { responses: [answer('200', { responseTemplates })] })).call('/pets/1', { headers: ['Accept', accept] })).body).toBe(body);
  });

  test('converts base64 to binary where the response says so', async () => {
    const harness = serve(mock('AP8B', { responses: [answer('200', { contentHandling: 'CONVERT_TO_BINARY', responseTemplates: new Map([['image/png', 'AP8B']]) })] }));
    expect(await harness.call('/pets/1')).toMatchObject({ bytes: Buffer.from([0, 255, 1]), headers: { 'content-type': 'image/png' } });
  });

  test.each(['[', '(?<name'])('is not served with a pattern that can not be read: %s', async (selectionPattern) => {
    expect((await serve(mock('', { responses: [answer('200', { selectionPattern })] })).call('/pets/1')).status).toBe(501);
  });
});
