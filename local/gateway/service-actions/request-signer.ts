import { createHash, createHmac, Hash, Hmac } from 'node:crypto';
import type { SignatureV4 } from '@smithy/signature-v4';
import { ServiceRequest } from './service-request';
import { TargetService } from './target-service';
import { Clock } from '../../clock';
import { BackendRequest } from '../backends/backend-client';

/** Stand-ins of services look at the scope of a signature, to tell service and region, and not at the signature. */
const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** What the signing library computes hashes with. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  public constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }

  public update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytes(data));
  }

  public async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  /** Nothing is hashed twice here. */
  public reset(): void {}
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}

/** Addresses and signs calls of services. The library takes 17 ms to load, so it is loaded with the first call. */
export class RequestSigner {
  private readonly signers = new Map<string, Promise<SignatureV4>>();

  public constructor(private readonly clock: Clock) {}

  /** @param endpoint of the service, with a path where its stand-in has one */
  public async sign(request: ServiceRequest, service: TargetService, region: string, endpoint: string): Promise<BackendRequest> {
    const { origin, protocol, hostname, port, host, pathname } = new URL(endpoint);
    const path = `${pathname.replace(/\/$/, '')}${request.path}`;
    const headers = { 'host': host, ...request.headers, 'content-length': String(Buffer.byteLength(request.body)) };
    const signer = await this.signer(service.signingName, region);
    const signed = await signer.sign({
      method: request.method,
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path,
      query: Object.fromEntries(request.query),
      headers,
      body: request.body,
    }, { signingDate: new Date(this.clock.now()) });
    const query = [...request.query].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
    return {
      origin,
      method: request.method,
      target: query === '' ? path : `${path}?${query}`,
      headers: Object.entries(signed.headers).flat(),
      body: request.body,
    };
  }

  private async signer(service: string, region: string): Promise<SignatureV4> {
    const key = `${service}/${region}`;
    const known = this.signers.get(key);
    if (known) return known;
    const made = import('@smithy/signature-v4').then(({ SignatureV4: Signer }) => new Signer({ service, region, credentials: CREDENTIALS, sha256: Sha256 }));
    this.signers.set(key, made);
    return made;
  }
}
