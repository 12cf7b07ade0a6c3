import { createHash, timingSafeEqual } from 'node:crypto';
import { canonicalRequest } from './canonical-request';
import { CredentialStore, LocalCredential } from './credential-store';
import { ALGORITHM, signatureOf, stringToSign } from './signature';
import { CredentialScope, readSignature, SignatureParts, UnreadableSignature } from './signature-parts';
import { Refused, SignatureVerifier, SignedRequest, Verified } from './signature-verifier';

const SERVICE = 'execute-api';
const TERMINATOR = 'aws4_request';
/** How far the caller's clock may be off. */
const TOLERANCE = 5 * 60_000;
/** Longest life of a presigned request, in seconds. */
const LONGEST_EXPIRY = 7 * 86_400;

/**
 * Verifies Signature Version 4 for `execute-api`, in the `Authorization` header or presigned in the query.
 * It fails closed: a request is verified only if its signature is recomputed from a credential of the store.
 *
 * Checks and answers come in the order seen on AWS: date, signed host, algorithm, form and scope of the credential, access key, signature.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 * @see https://repost.aws/knowledge-center/api-gateway-iam-sigv4-mismatch
 */
export class SigV4Verifier implements SignatureVerifier {
  /** @param region of the API; signatures for another region are refused. */
  public constructor(private readonly region: string, private readonly credentials: CredentialStore) {}

  public async verify(request: SignedRequest): Promise<Verified | Refused> {
    const reading = readSignature(request);
    if (reading.kind !== 'signed') return unreadable(reading);
    const { parts } = reading;
    const problem = dateProblem(parts, request.receivedAt) ?? this.partsProblem(parts) ?? pathProblem(request.rawPath);
    if (problem !== undefined) return problem;
    const [accessKeyId = ''] = parts.credential.split('/');
    const credential = this.credentials.find(accessKeyId);
    if (credential === undefined || !sameText(parts.securityToken ?? '', credential.sessionToken ?? '')) return unknownCredential(credential);
    return verifySignature(request, parts, scopeOf(parts), credential);
  }

  private partsProblem(parts: SignatureParts): Refused | undefined {
    if (!parts.signedHeaders.includes('host')) return invalidSignature("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    if (parts.algorithm !== ALGORITHM) return incomplete(`Unsupported AWS 'algorithm': '${parts.algorithm}'.`);
    if (parts.credential.split('/').length !== 5) {
      return incomplete(`Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${parts.credential}'`);
    }
    const scope = scopeOf(parts);
    const problems: string[] = [];
    if (scope.region !== this.region) problems.push('Credential should be scoped to a valid region.');
    if (scope.service !== SERVICE) problems.push(`Credential should be scoped to correct service: '${SERVICE}'.`);
    if (scope.terminator !== TERMINATOR) problems.push(`Credential should be scoped with a valid terminator: '${TERMINATOR}'.`);
    if (scope.date !== parts.date.slice(0, 8)) {
      problems.push('Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '
        + `'${scope.date}' != '${parts.date.slice(0, 8)}', from '${parts.date}'.`);
    }
    return problems.length === 0 ? undefined : invalidSignature(problems.join(' '), `this API expects the scope <date>/${this.region}/${SERVICE}/${TERMINATOR}`);
  }
}

function verifySignature(request: SignedRequest, parts: SignatureParts, scope: CredentialScope, credential: LocalCredential): Verified | Refused {
  const canonical = canonicalRequest(request, parts);
  const signed = stringToSign(canonical, parts.date, scope);
  const expected = signatureOf(signed, scope, credential.secretAccessKey);
  if (sameText(parts.signature, expected)) return { kind: 'verified', identity: credential.identity };
  return invalidSignature('The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. '
    + 'Consult the service documentation for details.\n\n'
    + `The Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${signed}'\n`,
  'the signature does not match');
}

/**
 * What is signed is the path with its empty and dot segments resolved, what is called is the path as it stands: one signature would be good for both.
 * What the service does with such a path is not known; no SDK sends one.
 */
function pathProblem(rawPath: string): Refused | undefined {
  const segments = rawPath.split('/').slice(1);
  const isResolved = segments.every((segment, index) => segment !== '.' && segment !== '..' && (segment !== '' || index === segments.length - 1));
  return isResolved ? undefined : invalidSignature('A signed path must have no empty or dot segments.');
}

/** A signature is good for five minutes around its date; presigned, from five minutes before it until it expires. */
function dateProblem(parts: SignatureParts, now: number): Refused | undefined {
  const [, ...fields] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(parts.date) ?? [];
  const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] = fields.map(Number);
  const signedAt = Date.UTC(year, month - 1, day, hour, minute, second);
  if (Number.isNaN(signedAt)) {
    return incomplete(`Date must be in ISO-8601 'basic format'. Got '${parts.date}'. See http://en.wikipedia.org/wiki/ISO_8601`);
  }
  if (signedAt > now + TOLERANCE) {
    return invalidSignature(`Signature not yet current: ${parts.date} is still later than ${basic(now + TOLERANCE)} (${basic(now)} + 5 min.)`);
  }
  let life = TOLERANCE;
  if (parts.expires !== undefined) {
    const seconds = Number(parts.expires);
    if (!/^\d{1,6}$/.test(parts.expires) || seconds < 1 || seconds > LONGEST_EXPIRY) {
      return incomplete(`X-Amz-Expires must be between 1 and ${LONGEST_EXPIRY} seconds. Re-examine the query-string parameters.`);
    }
    life = seconds * 1000;
  }
  if (signedAt >= now - life) return undefined;
  const span = parts.expires === undefined ? '5 min.' : `${parts.expires} s.`;
  const message = `Signature expired: ${parts.date} is now earlier than ${basic(now - life)} (${basic(now)} - ${span})`;
  return { kind: 'refused', refusal: { responseType: 'EXPIRED_TOKEN', message, errorType: 'InvalidSignatureException', reason: message } };
}

function scopeOf(parts: SignatureParts): CredentialScope {
  const [, date = '', region = '', service = '', terminator = ''] = parts.credential.split('/');
  return { date, region, service, terminator };
}

function unreadable(reading: UnreadableSignature): Refused {
  if (reading.kind === 'malformed') return incomplete(reading.problem);
  const refusal = { responseType: 'MISSING_AUTHENTICATION_TOKEN', message: 'Missing Authentication Token', errorType: 'MissingAuthenticationTokenException' };
  return { kind: 'refused', refusal: { ...refusal, reason: 'the request is not signed, and this method requires AWS_IAM' } };
}

function incomplete(message: string): Refused {
  return { kind: 'refused', refusal: { responseType: 'INVALID_SIGNATURE', message, errorType: 'IncompleteSignatureException', reason: 'the signature is incomplete' } };
}

function invalidSignature(message: string, reason = message): Refused {
  return { kind: 'refused', refusal: { responseType: 'INVALID_SIGNATURE', message, errorType: 'InvalidSignatureException', reason } };
}

function unknownCredential(credential: LocalCredential | undefined): Refused {
  const reason = credential === undefined
    ? 'the access key is not known here: sign with the local credentials that are printed at start'
    : 'the session token is not the one of this access key';
  const message = 'The security token included in the request is invalid.';
  return { kind: 'refused', refusal: { responseType: 'ACCESS_DENIED', message, errorType: 'UnrecognizedClientException', reason } };
}

/** Compares hashes, which have one length, so that the time taken tells nothing. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function basic(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
