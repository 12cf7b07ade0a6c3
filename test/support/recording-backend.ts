import { BackendClient, BackendRequest, BackendResult } from '../../local/gateway/backends/backend-client';

/** A backend that keeps what it was sent and says what a test wants it to say. */
export class RecordingBackend implements BackendClient {
  public readonly requests: BackendRequest[] = [];
  public answer: BackendResult | 'never' = { kind: 'answer', status: 200, rawHeaders: ['Content-Type', 'application/json'], body: Buffer.from('{}') };

  public async send(request: BackendRequest, abort: AbortSignal): Promise<BackendResult> {
    this.requests.push(request);
    const { answer } = this;
    if (answer !== 'never') return answer;
    return new Promise((resolve) => abort.addEventListener('abort', () => resolve({ kind: 'broken', reason: 'aborted' })));
  }
}
