import { randomFillSync, randomUUID } from 'node:crypto';

/** Makes the ids that the gateway gives to a request. */
export interface IdSource {
  /** A UUID; `x-amzn-RequestId`. */
  requestId(): string;
  /** Sixteen characters; `x-amz-apigw-id`. */
  extendedRequestId(): string;
  /** Sixteen characters that may stand in a URL as they are; `Apigw-Requestid`. */
  apigwRequestId(): string;
  /** `Root=1-<8 hex>-<24 hex>`, the first part being the time of the request; `X-Amzn-Trace-Id`. @param receivedAt milliseconds since the epoch */
  traceId(receivedAt: number): string;
}

/** Bytes that are drawn from the system at a time: a call for every id would cost more than the rest of the id. */
const POOL_BYTES = 16_384;

/** Random ids. */
export class RandomIds implements IdSource {
  private readonly pool = Buffer.allocUnsafe(POOL_BYTES);
  private used = POOL_BYTES;

  public requestId(): string {
    return randomUUID();
  }

  public extendedRequestId(): string {
    return this.take(11, 'base64');
  }

  public apigwRequestId(): string {
    return `${this.take(11, 'base64url')}=`;
  }

  public traceId(receivedAt: number): string {
    return `Root=1-${Math.floor(receivedAt / 1000).toString(16).padStart(8, '0')}-${this.take(12, 'hex')}`;
  }

  private take(bytes: number, encoding: 'base64' | 'base64url' | 'hex'): string {
    if (this.used + bytes > POOL_BYTES) {
      randomFillSync(this.pool);
      this.used = 0;
    }
    this.used += bytes;
    return this.pool.toString(encoding, this.used - bytes, this.used);
  }
}
