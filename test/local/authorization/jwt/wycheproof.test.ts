import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { readCompactSignature } from '../../../../local/authorization/jwt/compact-token';
import { findSigner, headerProblem, RsaAlgorithm } from '../../../../local/authorization/jwt/verification-key';
import { JsonObject } from '../../../../local/json';

interface Vectors {
  readonly testGroups: readonly {
    readonly comment: string;
    readonly public?: JsonObject;
    readonly private: JsonObject;
    readonly tests: readonly { readonly tcId: number; readonly comment: string; readonly jws: unknown; readonly result: 'valid' | 'invalid' }[];
  }[];
}

const file = process.env.WYCHEPROOF === undefined ? '' : path.join(process.env.WYCHEPROOF, 'wycheproof', 'json_web_signature_test.json');
const groups = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Vectors).testGroups : [];

const verifiers: readonly { readonly name: string; readonly accepted: readonly RsaAlgorithm[] }[] = [
  { name: 'a user pool authorizer', accepted: ['RS256'] },
  { name: 'a JWT authorizer', accepted: ['RS256', 'RS384', 'RS512'] },
];

/** The signature part of an authorizer. */
function isAccepted(jws: unknown, jwk: JsonObject, accepted: readonly RsaAlgorithm[]): boolean {
  const parts = typeof jws === 'string' ? readCompactSignature(jws) : 'not compact';
  return typeof parts !== 'string' && headerProblem(parts.header, accepted) === undefined && typeof findSigner([jwk], parts) !== 'string';
}

if (groups.length === 0) {
  // The vectors are not part of the repository.
  it.skip('runs with WYCHEPROOF set to the folder that holds wycheproof/json_web_signature_test.json', () => undefined);
} else {
  describe.each(verifiers)('$name', ({ accepted }) => {
    const rows = groups.flatMap(({ comment, public: published, private: secret, tests }) => {
      const jwk = published ?? secret;
      const isOurs = accepted.some((algorithm) => algorithm === jwk.alg);
      return tests.map((vector) => ({ name: `${vector.tcId} ${comment} ${vector.comment}`, jws: vector.jws, jwk, expected: vector.result === 'valid' && isOurs }));
    });

    it('has vectors that must be accepted', () => expect(rows.filter(({ expected }) => expected).length).toBeGreaterThan(0));
    it.each(rows)('$name', ({ jws, jwk, expected }) => expect(isAccepted(jws, jwk, accepted)).toBe(expected));
  });
}
