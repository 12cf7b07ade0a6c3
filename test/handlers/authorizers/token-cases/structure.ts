import { TokenLab } from '../token-lab';
import { cases } from './token-case';

const parts = (lab: TokenLab): [string, string, string] => {
  const [header = '', claims = '', signature = ''] = lab.token().split('.');
  return [header, claims, signature];
};
/** A token whose signature has a character that the two base64 alphabets write differently. */
const withSpecial = (lab: TokenLab): string => {
  for (let jti = 0; ; jti += 1) {
    const token = lab.token({ claims: { jti } });
    if (/[-_]/.test(token.split('.')[2] ?? '')) return token;
  }
};
/** Another last character that decodes to the same bytes. */
const strayBits = (segment: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return `${segment.slice(0, -1)}${alphabet[alphabet.indexOf(segment.slice(-1)) + 1]}`;
};
/** JSON text that leaves bits over in its last character when encoded. */
const unaligned = (value: object): string => {
  const text = JSON.stringify(value);
  return Buffer.byteLength(text) % 3 === 0 ? `${text} ` : text;
};

/** Texts that are not one signed token in compact form, most of them with a signature that is right. */
export const structureCases = cases('deny', {
  'nothing': () => '',
  'a word': () => 'token',
  'one dot': () => '.',
  'two dots': () => '..',
  'three dots': () => '...',
  'no signature': (lab) => parts(lab).slice(0, 2).join('.'),
  'an empty signature': (lab) => `${parts(lab).slice(0, 2).join('.')}.`,
  'an empty header': (lab) => `.${parts(lab).slice(1).join('.')}`,
  'an empty payload': (lab) => `${parts(lab)[0]}..${parts(lab)[2]}`,
  'an empty payload, signed': (lab) => ({ segments: (header) => [header, ''], claimsText: JSON.stringify(lab.claims()) }),
  'a fourth segment': (lab) => `${lab.token()}.AAAA`,
  'a dot at the end': (lab) => `${lab.token()}.`,
  'a dot at the start': (lab) => `.${lab.token()}`,
  'five segments': (lab) => `${lab.token()}.AAAA.AAAA`,
  'two tokens': (lab) => `${lab.token()}.${lab.token()}`,
  'two tokens and a comma': (lab) => `${lab.token()},${lab.token()}`,
  'padding after the signature': (lab) => `${lab.token()}==`,
  'padding after the header, signed': { segments: (header, claims) => [`${header}=`, claims] },
  'padding after the payload, signed': { segments: (header, claims) => [header, `${claims}=`] },
  'the other base64 alphabet': (lab) => withSpecial(lab).replaceAll('-', '+').replaceAll('_', '/'),
  'stray bits in the signature': (lab) => `${parts(lab).slice(0, 2).join('.')}.${strayBits(parts(lab)[2])}`,
  'stray bits in the header, signed': (lab) => ({
    headerText: unaligned({ alg: 'RS256', kid: 'rsa-1', typ: 'JWT' }), claimsText: JSON.stringify(lab.claims()), segments: (header, claims) => [strayBits(header), claims],
  }),
  'stray bits in the payload, signed': (lab) => ({ claimsText: unaligned(lab.claims()), segments: (header, claims) => [header, strayBits(claims)] }),
  'a space in the signature': (lab) => lab.token().replace(/(.{20})$/, ' $1'),
  'a line break in the signature': (lab) => lab.token().replace(/(.{20})$/, '\n$1'),
  'a line break in the payload, signed': { segments: (header, claims) => [header, `${claims.slice(0, 8)}\n${claims.slice(8)}`] },
  'a null character': (lab) => `${lab.token()}\u0000`,
  'a foreign letter in the signature': (lab) => lab.token().replace(/.$/, 'é'),
  'an exclamation mark in the payload, signed': { segments: (header, claims) => [header, `${claims}!`] },
  'one character too many': (lab) => `${lab.token()}A`,
  'a signature of one character': (lab) => `${parts(lab).slice(0, 2).join('.')}.A`,
  'flattened JSON': (lab) => JSON.stringify({ protected: parts(lab)[0], payload: parts(lab)[1], signature: parts(lab)[2] }),
  'general JSON': (lab) => JSON.stringify({ payload: parts(lab)[1], signatures: [{ protected: parts(lab)[0], signature: parts(lab)[2] }] }),
  'too long': { claims: { filler: 'x'.repeat(8_000) } },
  'far too long': { claims: { filler: 'x'.repeat(500_000) } },
  'in lower case': (lab) => lab.token().toLowerCase(),
  'header and payload exchanged': (lab) => [parts(lab)[1], parts(lab)[0], parts(lab)[2]].join('.'),
  'segments reversed': (lab) => parts(lab).reverse().join('.'),
  'in quotes': (lab) => `"${lab.token()}"`,
  'percent-encoded dots': (lab) => lab.token().replaceAll('.', '%2E'),
  'encoded once more': (lab) => Buffer.from(lab.token()).toString('base64url'),
  'a nested token': (lab) => lab.token({ claimsText: lab.token(), header: { cty: 'JWT' } }),
});
