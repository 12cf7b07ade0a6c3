import { constants, createPublicKey } from 'node:crypto';
import { hmac, PSS, TokenLab } from '../token-lab';
import { cases, each } from './token-case';

const unsigned = (): Buffer => Buffer.alloc(0);
const publicKey = (lab: TokenLab): ReturnType<typeof createPublicKey> => createPublicKey(lab.key('rsa-1').privateKey);
const good = '"kid":"rsa-1","typ":"JWT"';

/** Headers that are malformed, or ask to be verified in a way that is not accepted. */
export const headerCases = cases('deny', {
  ...each('unsigned, alg', ['none', 'None', 'NONE', 'nOnE', '', null], (alg) => ({ header: { alg }, signature: unsigned })),
  ...each('well signed, alg', ['none', 'NONE', '', undefined, null, 256, true, ['RS256'], { RS256: 1 }, 'rs256', 'RS256 ', 'RS256\u0000', 'RS1', 'RSA', 'SHA256withRSA', 'toString', '__proto__'],
    (alg) => ({ header: { alg } })),
  'HS256 with the public key as PEM': (lab) => ({ header: { alg: 'HS256' }, signature: hmac('sha256', publicKey(lab).export({ type: 'spki', format: 'pem' })) }),
  'HS256 with the public key as PKCS 1': (lab) => ({ header: { alg: 'HS256' }, signature: hmac('sha256', publicKey(lab).export({ type: 'pkcs1', format: 'pem' })) }),
  'HS256 with the public key as DER': (lab) => ({ header: { alg: 'HS256' }, signature: hmac('sha256', publicKey(lab).export({ type: 'spki', format: 'der' })) }),
  'HS256 with the public key as JWK': (lab) => ({ header: { alg: 'HS256' }, signature: hmac('sha256', JSON.stringify(lab.key('rsa-1').jwk)) }),
  'HS256 with the modulus': (lab) => ({ header: { alg: 'HS256' }, signature: hmac('sha256', Buffer.from(String(lab.key('rsa-1').jwk.n), 'base64url')) }),
  'HS256 with an empty secret': { header: { alg: 'HS256' }, signature: hmac('sha256', '') },
  'HS256 with a published secret': { key: 'shared', signature: hmac('sha256', Buffer.alloc(32, 7)) },
  'HS384 with a published secret': { key: 'shared', header: { alg: 'HS384' }, signature: hmac('sha384', Buffer.alloc(32, 7)) },
  'HS512 with a published secret': { key: 'shared', header: { alg: 'HS512' }, signature: hmac('sha512', Buffer.alloc(32, 7)) },
  'RS256 in name, HMAC with a published secret': { key: 'shared', header: { alg: 'RS256' }, signature: hmac('sha256', Buffer.alloc(32, 7)) },
  ...each('RSA-PSS with a key that names no algorithm, alg', ['PS256', 'PS384', 'PS512'], (alg) => ({ key: 'rsa-any', header: { alg }, options: PSS })),
  'RSA-PSS with a key for it': { key: 'pss', options: PSS },
  'EdDSA': { key: 'edwards' },
  'Ed25519': { key: 'edwards', header: { alg: 'Ed25519' } },
  'ES256K': { key: 'k256' },
  'ES256 in name, on secp256k1': { key: 'k256', header: { alg: 'ES256' } },
  'raw RSA': { header: { alg: 'RS256' }, options: { padding: constants.RSA_PKCS1_PSS_PADDING } },

  ...each('typ', ['JWE', 'secevent+jwt', 'logout+jwt', 'dpop+jwt', 'JOSE', 'JOSE+JSON', '', 'JWT ', null, 1, true, ['JWT'], {}], (typ) => ({ header: { typ } })),
  ...each('crit', [['exp'], [], ['b64'], ['kid'], 'exp', null, {}], (crit) => ({ header: { crit } })),
  'b64 false and crit': { header: { crit: ['b64'], b64: false } },
  ...each('b64', [false, true, 'false', null], (b64) => ({ header: { b64 } })),
  ...each('zip', ['DEF', 'GZIP', '', null], (zip) => ({ header: { zip } })),

  'alg twice, the good one last': { headerText: `{"alg":"none","alg":"RS256",${good}}` },
  'alg twice, the good one first': { headerText: `{"alg":"RS256","alg":"none",${good}}` },
  'alg twice, one escaped': { headerText: `{"alg":"RS256","\\u0061lg":"RS256",${good}}` },
  'kid twice': { headerText: `{"alg":"RS256","kid":"stranger",${good}}` },
  'a header with a name twice in a nested object': { headerText: `{"alg":"RS256",${good},"x":{"a":1,"a":1}}` },
  'a header that is a list': { headerText: `[{"alg":"RS256",${good}}]` },
  'a header that is a string': { headerText: '"RS256"' },
  'a header that is null': { headerText: 'null' },
  'a header that is a number': { headerText: '1' },
  'an empty header object': { headerText: '{}' },
  'a header with a comma too many': { headerText: `{"alg":"RS256",${good},}` },
  'a header with a comment': { headerText: `{"alg":"RS256",/**/${good}}` },
  'a header in single quotes': { headerText: `{"alg":"RS256",${good}}`.replaceAll('"', '\'') },
  'a header with a byte order mark': { headerText: `\ufeff{"alg":"RS256",${good}}` },
  'a header with something after it': { headerText: `{"alg":"RS256",${good}}{}` },
  'a header in broken UTF-8': { headerText: Buffer.concat([Buffer.from(`{"alg":"RS256",${good},"x":"`), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]) },
  'a header in UTF-16': { headerText: Buffer.from(`{"alg":"RS256",${good}}`, 'utf16le') },
});
