import { createHash, createHmac, Hash } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { signedRequest } from '../../../../local/gateway/service-actions/request-signer';
import { ServiceRequest } from '../../../../local/gateway/service-actions/service-request';
import { SQS } from '../../../../local/gateway/service-actions/target-service';

const NOON = Date.UTC(2026, 10, 21, 12);

class Sha256 {
  private readonly hash: Hash;

  public constructor(secret?: Uint8Array | string) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret) as unknown as Hash;
  }

  public update(data: Uint8Array | string): void {
    this.hash.update(data);
  }

  public async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  public reset(): void {}
}

/** The signer of the SDK. */
const sdk = new SignatureV4({
  service: 'sqs', region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, sha256: Sha256 as never, applyChecksum: false,
});

test.each<[string, Partial<ServiceRequest>, string]>([
  ['a form', { method: 'POST', path: '/', body: 'Action=SendMessage&MessageBody=%C3%A4', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, '/'],
  ['JSON', { method: 'POST', path: '/', body: '{"ä":1}', headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'A.B' } }, '/'],
  ['an encoded path and a query', { path: '/applications/my%20app/x%2Fy', query: new Map([['client_id', "a b&c'"], ['version', 'é']]) },
    "/applications/my%20app/x%2Fy?client_id=a%20b%26c'&version=%C3%A9"],
])('%s is signed as the SDK signs it', async (_what, part, target) => {
  const request: ServiceRequest = { method: 'GET', path: '/', query: new Map(), headers: {}, body: '', ...part };
  const signed = signedRequest(request, SQS, 'eu-west-1', 'http://127.0.0.1:4566', NOON);
  expect([signed.origin, signed.method, signed.target]).toEqual(['http://127.0.0.1:4566', request.method, target]);
  const { headers } = await sdk.sign({
    method: request.method,
    protocol: 'http:',
    hostname: '127.0.0.1',
    port: 4566,
    path: request.path,
    query: Object.fromEntries(request.query),
    headers: { host: '127.0.0.1:4566', ...request.headers },
    body: request.body,
  }, { signingDate: new Date(NOON) });
  expect(signed.headers.at(-1)).toBe(headers.authorization);
});
