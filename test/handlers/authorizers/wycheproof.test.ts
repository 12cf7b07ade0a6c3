import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { candidatesOf, readKeySet } from '../../../handlers/authorizers/keys/key-set';
import { isSignedBy } from '../../../handlers/authorizers/keys/public-key';
import { parseCompactJws } from '../../../handlers/authorizers/token/compact-jws';
import { readHeader } from '../../../handlers/authorizers/token/header';
import { parseJsonObject } from '../../../handlers/authorizers/token/json-object';

interface Vectors {
  readonly testGroups: readonly {
    readonly comment: string;
    readonly public?: Readonly<Record<string, unknown>>;
    readonly private: Readonly<Record<string, unknown>>;
    readonly tests: readonly { readonly tcId: number; readonly comment: string; readonly jws: unknown; readonly result: 'valid' | 'invalid' }[];
  }[];
}

const file = process.env.WYCHEPROOF === undefined ? '' : path.join(process.env.WYCHEPROOF, 'wycheproof', 'json_web_signature_test.json');
const vectors: Vectors | undefined = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;

/** Everything of the verifier but the claims, which these vectors do not have. */
function isAccepted(jws: unknown, jwk: unknown): boolean {
  try {
    const { header: bytes, signature, signingInput } = parseCompactJws(typeof jws === 'string' ? jws : JSON.stringify(jws));
    const header = readHeader(parseJsonObject(bytes));
    return candidatesOf(readKeySet({ keys: [jwk] }), header).some((key) => isSignedBy(key, header.alg, signingInput, signature));
  } catch {
    return false;
  }
}

/** Our verdict where it is not Wycheproof's: stricter on purpose. */
function expectedVerdict({ alg }: Readonly<Record<string, unknown>>, result: string): boolean {
  // Two keys say "ES521", which is no algorithm, and a key's own algorithm is respected.
  return result === 'valid' && typeof alg === 'string' && /^(RS|ES)(256|384|512)$/.test(alg);
}

const rows = (vectors?.testGroups ?? []).flatMap((group) => {
  const jwk = group.public ?? group.private;
  return group.tests.map(({ tcId, comment, jws, result }) => ({ name: `${tcId} ${group.comment} ${comment}`, jws, jwk, expected: expectedVerdict(jwk, result) }));
});

if (rows.length === 0) {
  // The vectors are not part of the repository.
  it.skip('runs with WYCHEPROOF set to the folder that holds wycheproof/json_web_signature_test.json', () => undefined);
} else {
  it('has vectors that must be accepted', () => {
    expect(rows.length).toBeGreaterThan(300);
    expect(rows.filter(({ expected }) => expected).length).toBeGreaterThan(8);
  });

  it.each(rows)('$name', ({ jws, jwk, expected }) => {
    expect(isAccepted(jws, jwk)).toBe(expected);
  });
}
