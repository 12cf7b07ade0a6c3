import { createHash } from 'node:crypto';
import { SignedRequest } from './signature-verifier';

/** The part of a credential behind the access key: `<date>/<region>/<service>/aws4_request`. */
export interface CredentialScope {
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/** What a caller says about its signature, in the `Authorization` header or, presigned, in the query. */
export interface SignatureParts {
  readonly presigned: boolean;
  readonly algorithm: string;
  /** As sent: `<access key>/<date>/<region>/<service>/aws4_request`. */
  readonly credential: string;
  /** Lower-case names, sorted as they are in the signed text. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** As sent, for example `20260310T120000Z`. */
  readonly date: string;
  /** Seconds for which a presigned request is good; as sent. */
  readonly expires?: string;
  readonly securityToken?: string;
}

/** A request that isn't signed at all, or in a way that can't be read; `problem` is the service's text. */
export type UnreadableSignature = { readonly kind: 'unsigned' } | { readonly kind: 'malformed'; readonly problem: string };

export type SignatureReading = { readonly kind: 'signed'; readonly parts: SignatureParts } | UnreadableSignature;

const QUERY_PARAMETERS = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date'];
const HEADER_PARAMETERS = ['Credential', 'Signature', 'SignedHeaders'];

/** Reads the signature of a request. The header wins over the query. */
export function readSignature(request: SignedRequest): SignatureReading {
  const authorization = firstHeader(request, 'authorization');
  if (authorization !== undefined && authorization.trim() !== '') return readHeader(request, authorization.trim());
  const query = new URLSearchParams(request.rawQuery);
  return query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature') ? readQuery(query) : { kind: 'unsigned' };
}

function readHeader(request: SignedRequest, authorization: string): SignatureReading {
  // A caller may have sent a password or a token of another scheme: the service answers with its hash, never with itself.
  const hash = createHash('sha256').update(authorization).digest('base64');
  const [algorithm = '', ...rest] = authorization.split(/[\s,]+/);
  const parameters = new Map<string, string>();
  for (const pair of rest.filter((text) => text !== '')) {
    const equals = pair.indexOf('=');
    if (equals < 0) {
      return malformed(`Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hash}'.`);
    }
    parameters.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  const problems = HEADER_PARAMETERS.filter((name) => !parameters.get(name)).map((name) => `Authorization header requires '${name}' parameter.`);
  const date = firstHeader(request, 'x-amz-date') ?? basicDate(firstHeader(request, 'date'));
  if (date === undefined) problems.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  if (problems.length > 0 || date === undefined) {
    return malformed(`${problems.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${hash}`);
  }
  const parts: SignatureParts = {
    presigned: false,
    algorithm,
    credential: parameters.get('Credential') ?? '',
    signedHeaders: headerNames(parameters.get('SignedHeaders') ?? ''),
    signature: parameters.get('Signature') ?? '',
    date,
    securityToken: firstHeader(request, 'x-amz-security-token'),
  };
  return { kind: 'signed', parts };
}

function readQuery(query: URLSearchParams): SignatureReading {
  const problems = QUERY_PARAMETERS.filter((name) => !query.get(name)).map((name) => `AWS query-string parameters must include '${name}'.`);
  if (problems.length > 0) return malformed(`${problems.join(' ')} Re-examine the query-string parameters.`);
  const parts: SignatureParts = {
    presigned: true,
    algorithm: query.get('X-Amz-Algorithm') ?? '',
    credential: query.get('X-Amz-Credential') ?? '',
    signedHeaders: headerNames(query.get('X-Amz-SignedHeaders') ?? ''),
    signature: query.get('X-Amz-Signature') ?? '',
    date: query.get('X-Amz-Date') ?? '',
    expires: query.get('X-Amz-Expires') ?? undefined,
    securityToken: query.get('X-Amz-Security-Token') ?? undefined,
  };
  return { kind: 'signed', parts };
}

function malformed(problem: string): SignatureReading {
  return { kind: 'malformed', problem };
}

function headerNames(list: string): string[] {
  return list.toLowerCase().split(';').filter((name) => name !== '').sort();
}

/** A `Date` header may also have the form of HTTP; the signed text has the basic form of ISO 8601. */
function basicDate(date: string | undefined): string | undefined {
  if (date === undefined || /^\d{8}T/.test(date)) return date;
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function firstHeader(request: SignedRequest, name: string): string | undefined {
  return request.headers.get(name)?.values[0];
}
