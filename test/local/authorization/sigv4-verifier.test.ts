import { createHash } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import * as fc from 'fast-check';
import { LocalCredential, LocalIdentities } from '../../../local/authorization/credential-store';
import { SignedRequest } from '../../../local/authorization/signature-verifier';
import { SigV4Verifier } from '../../../local/authorization/sigv4-verifier';

const NOW = Date.UTC(2026, 2, 10, 12);
const HOST = '127.0.0.1:3001';
const identities = new LocalIdentities('seed');
const local = identities.ofAccount('123456789012');
const temporary: LocalCredential = { ...local, accessKeyId: 'LOCLTEMPORARY', sessionToken: 'a/session+token==' };
const verifier = new SigV4Verifier('eu-west-1', { find: (id) => id === temporary.accessKeyId ? temporary : identities.find(id) });

interface Call {
  readonly method: string;
  /** Percent-encoded, as on the wire. */
  readonly path: string;
  readonly query: Record<string, string | string[]>;
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface Signing {
  readonly credential?: LocalCredential;
  readonly at?: number;
  readonly region?: string;
  readonly service?: string;
  readonly presign?: boolean;
  readonly expiresIn?: number;
}

const hello: Call = { method: 'GET', path: '/prod/orders', query: {}, headers: {}, body: '' };

/** Signs with Amazon's own library and writes down what goes over the wire. */
async function sign(call: Partial<Call>, signing: Signing = {}) {
  const { credential = local, at = NOW, region = 'eu-west-1', service = 'execute-api', presign, expiresIn } = signing;
  const { method, path, query, headers, body } = { ...hello, ...call };
  const signer = new SignatureV4({ credentials: credential, region, service, sha256: Sha256 });
  const request = { method, protocol: 'http:', hostname: '127.0.0.1', path, query, headers: { ...headers, host: HOST }, body };
  const options = { signingDate: new Date(at) };
  const signed = presign ? await signer.presign(request, { ...options, expiresIn }) : await signer.sign(request, options);
  return wire({ method, path, query: Object.entries(signed.query ?? {}), headers: signed.headers, body });
}

function wire(parts: Omit<Call, 'query'> & { readonly query: readonly [string, string | string[] | null][] }): SignedRequest {
  const pairs = parts.query.flatMap(([name, value]) => [value ?? ''].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`));
  return {
    method: parts.method,
    rawPath: parts.path,
    rawQuery: pairs.join('&'),
    headers: new Map(Object.entries(parts.headers).map(([name, value]) => [name.toLowerCase(), { name, values: [value] }])),
    body: Buffer.from(parts.body),
    receivedAt: NOW,
  };
}

const withHeader = (request: SignedRequest, name: string, ...values: string[]): SignedRequest =>
  ({ ...request, headers: new Map([...request.headers, [name, { name, values }]]) });

const withoutHeader = (request: SignedRequest, name: string): SignedRequest =>
  ({ ...request, headers: new Map([...request.headers].filter(([key]) => key !== name)) });

const verdict = async (request: SignedRequest) => {
  const result = await verifier.verify(request);
  return result.kind === 'verified' ? 'verified' : `${result.refusal.errorType}: ${result.refusal.message}`;
};

const MISMATCH = /^InvalidSignatureException: The request signature we calculated does not match the signature you provided\. Check your AWS Secret Access Key/;

describe('a good signature', () => {
  test('tells who signed', async () => {
    expect(await verifier.verify(await sign({}))).toEqual({
      kind: 'verified',
      identity: {
        accessKey: local.accessKeyId,
        accountId: '123456789012',
        userArn: 'arn:aws:iam::123456789012:user/local',
        userId: local.identity.userId,
        caller: local.identity.userId,
      },
    });
  });

  test.each<[string, Partial<Call>]>([
    ['a path with encoded characters', { path: '/prod/a%20b/caf%C3%A9/%2F/x' }],
    ['a path with characters that may stay as they are', { path: "/prod/a:b@c,d;e=f+g!$&'()*" }],
    ['a slash at the end', { path: '/prod/a/' }],
    ['dots that are no segment of their own', { path: '/prod/.a/b../...' }],
    ['the root', { path: '/' }],
    ['query parameters in any order', { query: { b: '2', a: '1', B: '3' } }],
    ['a parameter that comes twice', { query: { tag: ['z', 'a', 'a b'] } }],
    ['empty and strange parameters', { query: { 'empty': '', 'a b': 'c&d=e+f', 'ü': '*' } }],
    ['a body', { method: 'POST', body: '{"a":"ü"}', headers: { 'content-type': 'application/json' } }],
    ['headers with spaces', { headers: { 'X-Note': '  a   b  ' } }],
  ])('of %s is accepted', async (_, call) => {
    expect(await verdict(await sign(call))).toBe('verified');
    expect(await verdict(await sign(call, { presign: true }))).toBe('verified');
  });

  test.each(['/prod//a', '//prod/a', '/prod/a//', '/prod/./a', '/prod/b/../a', '/prod/a/.', '/prod/a/..'])('of %s is refused: it is the signature of another path', async (path) => {
    const expected = /^InvalidSignatureException: .*empty or dot segments/;
    expect(await verdict(await sign({ path }))).toMatch(expected);
    expect(await verdict(await sign({ path }, { presign: true }))).toMatch(expected);
    expect(await verdict({ ...await sign({ path: '/prod/a' }), rawPath: path })).toMatch(expected);
  });

  test('with a session token is accepted, in the header and in the query', async () => {
    expect(await verdict(await sign({}, { credential: temporary }))).toBe('verified');
    expect(await verdict(await sign({}, { credential: temporary, presign: true }))).toBe('verified');
  });

  test('of several values of one header covers all of them', async () => {
    const request = await sign({ headers: { 'x-many': 'a,b' } });
    expect(await verdict(withHeader(request, 'x-many', 'a', 'b'))).toBe('verified');
    expect(await verdict(withHeader(request, 'x-many', 'a', 'c'))).toMatch(MISMATCH);
  });

  test.each([-5 * 60_000, 5 * 60_000])('is good %d ms from its date', async (shift) => {
    expect(await verdict(await sign({}, { at: NOW + shift }))).toBe('verified');
  });

  test('presigned is good until it expires', async () => {
    expect(await verdict(await sign({}, { presign: true, at: NOW - 3600_000, expiresIn: 3600 }))).toBe('verified');
  });
});

const segment = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((text) => encodeURIComponent(text)).filter((text) => text !== '.' && text !== '..');
const calls = fc.record<Call>({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
  path: fc.array(segment, { maxLength: 5 }).map((segments) => `/prod/${segments.join('/')}`),
  query: fc.dictionary(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(fc.string(), { minLength: 1, maxLength: 3 })),
    { maxKeys: 4, noNullPrototype: true },
  ),
  headers: fc.dictionary(fc.stringMatching(/^x-[a-z]{1,6}$/), fc.stringMatching(/^[ -~]{0,12}$/), { maxKeys: 3, noNullPrototype: true }),
  body: fc.string({ unit: 'grapheme' }),
});

test("whatever is signed with Amazon's library is accepted", async () => {
  await fc.assert(fc.asyncProperty(calls, fc.boolean(), fc.boolean(), async (call, presign, session) => {
    expect(await verdict(await sign(call, { presign, credential: session ? temporary : local }))).toBe('verified');
  }), { numRuns: 200 });
});

test('a request of which any signed part was changed is refused', async () => {
  const changes: readonly ((request: SignedRequest) => SignedRequest)[] = [
    (request) => ({ ...request, method: request.method === 'PATCH' ? 'GET' : 'PATCH' }),
    (request) => ({ ...request, rawPath: `${request.rawPath}x` }),
    (request) => ({ ...request, rawQuery: `${request.rawQuery}&added=1` }),
    (request) => ({ ...request, body: Buffer.concat([request.body, Buffer.from('x')]) }),
    (request) => withHeader(request, 'host', 'another.example'),
    (request) => withHeader(request, 'x-signed', 'another'),
    (request) => withoutHeader(request, 'x-signed'),
  ];
  await fc.assert(fc.asyncProperty(calls, fc.boolean(), fc.constantFrom(...changes), async (call, presign, change) => {
    const request = await sign({ ...call, headers: { ...call.headers, 'x-signed': 'value' } }, { presign });
    expect(await verdict(change(request))).toMatch(MISMATCH);
  }), { numRuns: 200 });
});

describe('a request is refused', () => {
  test('that is not signed', async () => {
    expect(await verifier.verify(wire({ ...hello, query: [], headers: { host: HOST } }))).toEqual({
      kind: 'refused',
      refusal: {
        responseType: 'MISSING_AUTHENTICATION_TOKEN',
        message: 'Missing Authentication Token',
        errorType: 'MissingAuthenticationTokenException',
        reason: expect.stringContaining('not signed'),
      },
    });
  });

  test('that brings another kind of authorization, whose secret is not repeated', async () => {
    const bearer = await verdict(withHeader(wire({ ...hello, query: [], headers: {} }), 'authorization', 'Bearer my-token'));
    const hash = createHash('sha256').update('Bearer my-token').digest('base64');
    expect(bearer).toBe('IncompleteSignatureException: Invalid key=value pair (missing equal-sign) in Authorization header '
      + `(hashed with SHA-256 and encoded with Base64): '${hash}'.`);
    expect(bearer).not.toContain('my-token');
    expect(await verdict(withHeader(wire({ ...hello, query: [], headers: {} }), 'authorization', 'AWS4-HMAC-SHA256'))).toMatch(
      /^IncompleteSignatureException: Authorization header requires 'Credential' parameter\. Authorization header requires 'Signature' parameter\. Authorization header requires 'SignedHeaders' parameter\. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\. \(Hashed with SHA-256/,
    );
  });

  test('whose presigned query is incomplete', async () => {
    const request = await sign({}, { presign: true });
    const rawQuery = request.rawQuery.split('&').filter((pair) => !/^X-Amz-(Credential|Date)=/.test(pair)).join('&');
    expect(await verdict({ ...request, rawQuery })).toBe("IncompleteSignatureException: AWS query-string parameters must include 'X-Amz-Credential'. "
      + "AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.");
  });

  test.each<[string, Signing, string]>([
    ['of another region', { region: 'us-east-1' }, 'InvalidSignatureException: Credential should be scoped to a valid region.'],
    ['of another service', { service: 'lambda' }, "InvalidSignatureException: Credential should be scoped to correct service: 'execute-api'."],
    ['of both', { region: 'us-east-1', service: 's3' },
      "InvalidSignatureException: Credential should be scoped to a valid region. Credential should be scoped to correct service: 'execute-api'."],
    ['signed with an unknown key', { credential: { ...local, accessKeyId: 'AKIDEXAMPLE' } },
      'UnrecognizedClientException: The security token included in the request is invalid.'],
    ['with a token that the key does not have', { credential: { ...local, sessionToken: 'x' } },
      'UnrecognizedClientException: The security token included in the request is invalid.'],
    ['without the token that the key has', { credential: { ...temporary, sessionToken: undefined } },
      'UnrecognizedClientException: The security token included in the request is invalid.'],
    ['signed too long ago', { at: NOW - 301_000 },
      'InvalidSignatureException: Signature expired: 20260310T115459Z is now earlier than 20260310T115500Z (20260310T120000Z - 5 min.)'],
    ['signed in the future', { at: NOW + 301_000 },
      'InvalidSignatureException: Signature not yet current: 20260310T120501Z is still later than 20260310T120500Z (20260310T120000Z + 5 min.)'],
    ['presigned and expired', { presign: true, at: NOW - 61_000, expiresIn: 60 },
      'InvalidSignatureException: Signature expired: 20260310T115859Z is now earlier than 20260310T115900Z (20260310T120000Z - 60 s.)'],
  ])('%s', async (_, signing, expected) => {
    expect(await verdict(await sign({}, signing))).toBe(expected);
  });

  test('signed with another secret, and the caller is told what should have been signed', async () => {
    const request = await sign({ path: '/prod/a%20b', query: { z: '1' } }, { credential: { ...local, secretAccessKey: 'guess' } });
    const answer = await verdict(request);
    expect(answer).toMatch(MISMATCH);
    expect(answer).toContain("The Canonical String for this request should have been\n'GET\n/prod/a%2520b\nz=1\nhost:127.0.0.1:3001\n");
    expect(answer).toContain("The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260310T120000Z\n20260310/eu-west-1/execute-api/aws4_request\n");
    expect(answer).not.toContain(local.secretAccessKey);
  });

  test('that claims an unsigned payload', async () => {
    const request = await sign({ method: 'POST', body: 'x', headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } });
    expect(await verdict(request)).toMatch(MISMATCH);
  });

  test.each<[string, RegExp, string, string | RegExp]>([
    ['does not sign the host', /SignedHeaders=host;/, 'SignedHeaders=', "InvalidSignatureException: 'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."],
    ['has an unknown algorithm', /^AWS4-HMAC-SHA256/, 'AWS4-HMAC-SHA512', "IncompleteSignatureException: Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'."],
    ['has a credential of too few parts', /\/execute-api/, '', /^IncompleteSignatureException: Credential must have exactly 5 slash-delimited elements/],
    ['has another terminator', /aws4_request/, 'aws5_request', "InvalidSignatureException: Credential should be scoped with a valid terminator: 'aws4_request'."],
    ['is of another day than its scope', /\/20260310\//, '/20260309/', /Date in Credential scope does not match YYYYMMDD .* '20260309' != '20260310', from '20260310T120000Z'\.$/],
    ['has a signature of another length', /Signature=.*/, 'Signature=00', MISMATCH],
  ])('whose signature %s', async (_, part, replacement, expected) => {
    const request = await sign({});
    const authorization = request.headers.get('authorization')?.values[0] ?? '';
    const answer = await verdict(withHeader(request, 'authorization', authorization.replace(part, replacement)));
    if (typeof expected === 'string') expect(answer).toBe(expected);
    else expect(answer).toMatch(expected);
  });

  test.each(['never', '2026-03-10T12:00:00Z', '20261310T'])('whose date is %s', async (date) => {
    expect(await verdict(withHeader(await sign({}), 'x-amz-date', date))).toBe(
      `IncompleteSignatureException: Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  });

  test.each(['0', '604801', 'x', '-1'])('presigned for %s seconds', async (expires) => {
    const request = await sign({}, { presign: true });
    expect(await verdict({ ...request, rawQuery: request.rawQuery.replace(/X-Amz-Expires=\d+/, `X-Amz-Expires=${expires}`) })).toContain('X-Amz-Expires must be between 1 and 604800');
  });

  test('however broken its Authorization header and query are, without an exception', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.boolean(), async (text, query, ours) => {
      const request = withHeader(wire({ ...hello, query: [], headers: { host: HOST } }), 'authorization', ours ? `AWS4-HMAC-SHA256 ${text}` : text);
      expect((await verifier.verify({ ...request, rawQuery: `${query}&X-Amz-Algorithm=%zz` })).kind).toBe('refused');
    }));
  });
});

test('a Date header serves instead of X-Amz-Date', async () => {
  const request = await sign({});
  const dated = withHeader(withoutHeader(request, 'x-amz-date'), 'date', 'Tue, 10 Mar 2026 12:00:00 GMT');
  // The signature covers the header that is gone, so only the date is judged to be good here.
  expect(await verdict(dated)).toMatch(MISMATCH);
  expect(await verdict(withHeader(dated, 'date', 'Tue, 10 Mar 2026 11:00:00 GMT'))).toContain('Signature expired: 20260310T110000Z');
});
