import * as path from 'node:path';
import { STATE_FOLDER } from './state-folder';

/** Where a gateway that is started in a folder leaves the key of its issuer for `apigateway-local token`, called in the same folder. */
export function issuerStateFile(folder: string): string {
  return path.join(folder, STATE_FOLDER, 'issuer.json');
}
