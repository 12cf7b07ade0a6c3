import { SigV4Verifier } from '../../../../local/authorization/sigv4-verifier';
import { RequestSigner } from '../../../../local/gateway/service-actions/request-signer';
import { ServiceRequest } from '../../../../local/gateway/service-actions/service-request';
import { LocalClock } from '../../../../local/local-clock';

const NOON = Date.UTC(2026, 10, 21, 12);
const clock = LocalClock.frozenAt(NOON);
afterAll(() => clock.close());

const identity = { accessKey: 'local', accountId: '', userArn: '', userId: '', caller: '' };
const verifier = new SigV4Verifier('eu-west-1', { find: () => ({ accessKeyId: 'local', secretAccessKey: 'local', identity }) });
/** The one service whose signatures the gateway itself verifies. */
const service = { id: 'APPCONFIG', name: 'any', signingName: 'execute-api' } as const;

test.each<[string, Partial<ServiceRequest>, string]>([
  ['a form', { method: 'POST', path: '/', body: 'Action=SendMessage&MessageBody=%C3%A4', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, '/'],
  ['an encoded path and a query', { path: '/applications/my%20app/x%2Fy', query: new Map([['client_id', 'a b&c'], ['version', 'é']]) }, '/applications/my%20app/x%2Fy?client_id=a%20b%26c&version=%C3%A9'],
])('the signature of %s verifies', async (_what, part, expected) => {
  const request: ServiceRequest = { method: 'GET', path: '/', query: new Map(), headers: {}, body: '', ...part };
  const { method, target, headers, body, origin } = await new RequestSigner(clock).sign(request, service, 'eu-west-1', 'http://127.0.0.1:4566');
  expect([origin, target]).toEqual(['http://127.0.0.1:4566', expected]);
  const [rawPath = '', rawQuery = ''] = target.split('?');
  const pairs = Array.from({ length: headers.length / 2 }, (_, index) => [headers[2 * index]?.toLowerCase() ?? '', headers[2 * index + 1] ?? ''] as const);
  const read = new Map(pairs.map(([name, value]) => [name, { name, values: [value] }]));
  expect(await verifier.verify({ method, rawPath, rawQuery, headers: read, body: Buffer.from(body), receivedAt: NOON })).toEqual({ kind: 'verified', identity });
});
