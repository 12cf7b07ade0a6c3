import * as path from 'node:path';
import { SampleCall, SampleContext } from './sample';
import { expectAnswer, ServedSample } from './served-sample';

/** A call with a token of the local issuer where these templates look for it. */
function withToken(method: string, route: string, scope: string, expected: SampleCall['expected']): (context: SampleContext) => SampleCall {
  return ({ local }) => ({ request: `${method} ${route}?param=${local.token({ sub: 'ann', scopes: [scope] })}`, expected });
}

const TEMPLATES: [file: string, calls: (SampleCall | ((context: SampleContext) => SampleCall))[]][] = [
  ['crud.yaml', [
    { request: 'PUT /items', body: 'x', headers: { 'content-type': 'text/plain' }, expected: { status: 201, body: { version: '1.0', httpMethod: 'PUT', resource: '/items', body: 'x' }, headers: { 'x-several': 'a, b' } } },
    { request: 'GET /items/7', expected: { status: 200, body: { resource: '/items/{id}', pathParameters: { id: '7' } }, headers: { 'access-control-allow-origin': undefined } } },
    { request: 'GET /items/7', headers: { origin: 'https://ours.example' }, expected: { status: 200, headers: { 'access-control-allow-origin': 'https://ours.example', 'access-control-expose-headers': 'x-shown' } } },
    { request: 'DELETE /items/7', expected: { status: 200, body: { httpMethod: 'DELETE' } } },
    { request: 'PATCH /items', expected: { status: 200, body: { resource: '$default' } } },
  ]],
  ['lambda-authorizer.json', [
    { request: 'GET /basic', headers: { door: 'open' }, expected: { status: 200, body: { routeKey: 'GET /basic', by: { version: '1.0', type: 'REQUEST' } } } },
    { request: 'POST /basic', headers: { door: 'open' }, expected: { status: 200, body: { routeKey: '$default' } } },
    { request: 'GET /basic', headers: { door: 'shut' }, expected: { status: 403, body: '{"message":"Forbidden"}' } },
    { request: 'GET /else', expected: { status: 403 } },
  ]],
  ['token-scopes.yaml', [
    { request: 'POST /basic', expected: { status: 401, body: '{"message":"Unauthorized"}' } },
    withToken('POST', '/basic', 'scope3', { status: 200, body: { resource: '/basic', stageVariables: { color: 'blue' } } }),
    withToken('POST', '/basic', 'scope1', { status: 403 }),
    withToken('GET', '/any/where', 'scope2', { status: 200, body: { resource: '$default' } }),
    withToken('POST', '/oauth2', 'scope4', { status: 200, body: { resource: '/oauth2' } }),
    withToken('POST', '/oauth2', 'scope4', { status: 429 }),
  ]],
];

it.each(TEMPLATES)('%s, as SAM leaves it, loads and answers', async (file, calls) => {
  const served = await ServedSample.start({ templates: [path.join(__dirname, 'templates', file)] });
  try {
    expect([served.problems, served.notServed]).toEqual([[], []]);
    for (const call of calls) {
      const made = typeof call === 'function' ? call({ local: served.local, issuers: [] }) : call;
      expectAnswer(await served.call(made), made.expected);
    }
  } finally {
    await served.close();
  }
});
