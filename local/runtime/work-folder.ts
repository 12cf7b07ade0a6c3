import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

const existing = new Set<WorkFolder>();
const removeAll = (): void => { for (const folder of existing) folder.remove(); };

/** A temporary folder of one gateway. What is not removed in time goes with the process, however that ends but by SIGKILL. */
export class WorkFolder {
  public readonly path = mkdtempSync(path.join(tmpdir(), `apigateway-local-${process.pid}-`));

  public constructor() {
    // One listener for all, so that many gateways in a process are no leak to Node.
    if (existing.size === 0) process.on('exit', removeAll);
    existing.add(this);
  }

  /** May be called again. */
  public remove(): void {
    rmSync(this.path, { recursive: true, force: true });
    existing.delete(this);
    if (existing.size === 0) process.off('exit', removeAll);
  }
}
