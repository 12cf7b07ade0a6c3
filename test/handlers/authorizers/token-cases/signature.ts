import { constants, privateEncrypt } from 'node:crypto';
import { PSS, TokenLab } from '../token-lab';
import { cases, each } from './token-case';

/** Order of the group on P-256. */
const ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
const withSignature = (lab: TokenLab, key: string, change: (signature: Buffer) => Buffer): string =>
  lab.token({ key, signature: (input) => change(lab.sign(input, { key })) });
const number = (hex: string): string => hex.padStart(64, '0');

/** Signatures that are not the key's over exactly these two segments. */
export const signatureCases = cases('deny', {
  'of another token': (lab) => ({ signature: () => lab.sign('something else') }),
  'over the payload only': (lab) => ({ signature: (input) => lab.sign(input.split('.')[1] ?? '') }),
  'over a line break more': (lab) => ({ signature: (input) => lab.sign(`${input}\n`) }),
  'over the decoded claims': (lab) => ({ signature: () => lab.sign(JSON.stringify(lab.claims())) }),
  'claims changed afterwards': (lab) => {
    const [header, , signature] = lab.token().split('.');
    return [header, Buffer.from(JSON.stringify({ ...lab.claims(), sub: 'admin' })).toString('base64url'), signature].join('.');
  },
  'key id changed afterwards': (lab) => {
    const [, claims, signature] = lab.token().split('.');
    return [Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'rsa-2', typ: 'JWT' })).toString('base64url'), claims, signature].join('.');
  },
  ...each('RS256 over', ['sha1', 'sha384', 'sha512'], (hash) => ({ hash: String(hash) })),
  'RSA-PSS under RS256': { options: PSS },
  'RSA without the name of the hash': (lab) => ({ signature: (input) => privateEncrypt({ key: lab.key('rsa-1').privateKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(input.slice(0, 32))) }),
  'RSA, all zero': { signature: () => Buffer.alloc(256) },
  'RSA, all ones': { signature: () => Buffer.alloc(256, 255) },
  'RSA, one': { signature: () => Buffer.concat([Buffer.alloc(255), Buffer.from([1])]) },
  'RSA, empty but for a byte': { signature: () => Buffer.from([0]) },
  'RSA, a byte short': (lab) => withSignature(lab, 'rsa-1', (signature) => signature.subarray(0, -1)),
  'RSA, a byte long': (lab) => withSignature(lab, 'rsa-1', (signature) => Buffer.concat([signature, Buffer.from([0])])),
  'RSA, a zero in front': (lab) => withSignature(lab, 'rsa-1', (signature) => Buffer.concat([Buffer.from([0]), signature])),
  'RSA, last byte inverted': (lab) => withSignature(lab, 'rsa-1', (signature) => Buffer.concat([signature.subarray(0, -1), Buffer.from([255 - (signature.at(-1) ?? 0)])])),
  'RSA, reversed': (lab) => withSignature(lab, 'rsa-1', (signature) => Buffer.from(signature).reverse()),
  'curve, all zero': { key: 'ec-256', signature: () => Buffer.alloc(64) },
  'curve, r zero': (lab) => withSignature(lab, 'ec-256', (signature) => Buffer.concat([Buffer.alloc(32), signature.subarray(32)])),
  'curve, s zero': (lab) => withSignature(lab, 'ec-256', (signature) => Buffer.concat([signature.subarray(0, 32), Buffer.alloc(32)])),
  'curve, r and s the order of the group': { key: 'ec-256', signature: () => Buffer.from(ORDER + ORDER, 'hex') },
  'curve, r and s one': { key: 'ec-256', signature: () => Buffer.from(number('1') + number('1'), 'hex') },
  'curve, all ones': { key: 'ec-256', signature: () => Buffer.alloc(64, 255) },
  'curve, r and s exchanged': (lab) => withSignature(lab, 'ec-256', (signature) => Buffer.concat([signature.subarray(32), signature.subarray(0, 32)])),
  'curve, in DER': { key: 'ec-256', options: { dsaEncoding: 'der' } },
  'curve, padded to the length of ES384': (lab) => withSignature(lab, 'ec-256', (signature) =>
    Buffer.concat([Buffer.alloc(16), signature.subarray(0, 32), Buffer.alloc(16), signature.subarray(32)])),
  'curve, a byte short': (lab) => withSignature(lab, 'ec-256', (signature) => signature.subarray(0, -1)),
  'curve, a byte long': (lab) => withSignature(lab, 'ec-256', (signature) => Buffer.concat([signature, Buffer.from([0])])),
  'curve, over another hash': { key: 'ec-256', hash: 'sha384' },
  'curve, unknown key under a known id': { key: 'stranger-ec', header: { kid: 'ec-256' } },
});
