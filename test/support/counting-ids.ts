import { IdSource } from '../../local/gateway/message/ids';

/** The nth id ends in n. */
export class CountingIds implements IdSource {
  private requests = 0;
  private apigwRequests = 0;

  public requestId(): string {
    return `00000000-0000-4000-8000-${padded(++this.requests, 12)}`;
  }

  public extendedRequestId(): string {
    return `extended${padded(this.requests, 7)}=`;
  }

  public apigwRequestId(): string {
    return `extended${padded(++this.apigwRequests, 7)}=`;
  }

  public traceId(): string {
    return `Root=1-6920abcd-${padded(Math.max(this.requests, this.apigwRequests), 24)}`;
  }
}

function padded(count: number, length: number): string {
  return String(count).padStart(length, '0');
}
