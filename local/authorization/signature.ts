import { createHash, createHmac } from 'node:crypto';
import { CredentialScope } from './signature-parts';

export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What is signed: the hash of a canonical request with time and scope. @param date as in `x-amz-date` */
export function stringToSign(canonicalRequest: string, date: string, scope: CredentialScope): string {
  const hash = createHash('sha256').update(canonicalRequest).digest('hex');
  return [ALGORITHM, date, `${scope.date}/${scope.region}/${scope.service}/${scope.terminator}`, hash].join('\n');
}

/** The signature of a text with a key that is good for one day, region and service. */
export function signatureOf(text: string, scope: CredentialScope, secretAccessKey: string): string {
  let key: string | Buffer = `AWS4${secretAccessKey}`;
  for (const step of [scope.date, scope.region, scope.service, scope.terminator]) key = createHmac('sha256', key).update(step).digest();
  return createHmac('sha256', key).update(text).digest('hex');
}
