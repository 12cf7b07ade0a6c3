import { constants, createHmac, generateKeyPairSync, KeyObject, sign, SigningOptions } from 'node:crypto';

/** A private key that tokens are made with, and what the issuer publishes about it. */
export interface LabKey {
  readonly privateKey: KeyObject;
  readonly jwk: Readonly<Record<string, unknown>>;
}

/** How to make one token; whatever is left out is as a good token has it. */
export interface TokenRecipe {
  /** Members that replace those of a good header; undefined removes one. */
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Instead of the encoded header or claims. */
  readonly headerText?: string | Buffer;
  readonly claimsText?: string | Buffer;
  /** The key to sign with. @default 'rsa-1' */
  readonly key?: string;
  readonly hash?: string;
  readonly options?: SigningOptions;
  /** Instead of a signature with the key. */
  readonly signature?: (input: string) => Buffer;
  /** The last touch before signing: the two segments as text. */
  readonly segments?: (header: string, claims: string) => [string, string];
}

export interface LabSettings {
  readonly issuer: string;
  /** Goes into `aud` and `client_id`. */
  readonly audience: string;
  /** Seconds since the epoch. */
  readonly now: number;
  /** Further claims of every good token, such as Cognito's `token_use`. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** Makes tokens of one issuer, good ones and bad ones. Signs with Node's own crypto, so it shares no code with what is tested. */
export class TokenLab {
  public constructor(public readonly settings: LabSettings, private readonly keys: Readonly<Record<string, LabKey>> = labKeys()) {}

  public get now(): number {
    return this.settings.now;
  }

  /** What the issuer publishes: usable keys, and many that must not be used. */
  public jwks(): { readonly keys: readonly object[] } {
    return { keys: Object.entries(this.keys).filter(([name]) => !name.startsWith('stranger')).map(([, { jwk }]) => jwk) };
  }

  public key(name: string): LabKey {
    const key = this.keys[name];
    if (!key) throw new Error(`no key "${name}" in the lab`);
    return key;
  }

  public claims(): Record<string, unknown> {
    const { issuer, audience, now, claims } = this.settings;
    return { iss: issuer, aud: audience, client_id: audience, sub: 'ann', iat: now - 60, exp: now + 3600, scope: 'orders/read', ...claims };
  }

  public token(recipe: TokenRecipe = {}): string {
    const { key = 'rsa-1', headerText, claimsText } = recipe;
    const { jwk } = this.key(key);
    const header = headerText ?? JSON.stringify({ alg: jwk.alg ?? 'RS256', kid: jwk.kid, typ: 'JWT', ...recipe.header });
    const claims = claimsText ?? JSON.stringify({ ...this.claims(), ...recipe.claims });
    const encoded: [string, string] = [Buffer.from(header).toString('base64url'), Buffer.from(claims).toString('base64url')];
    const input = (recipe.segments?.(...encoded) ?? encoded).join('.');
    const signature = recipe.signature ?? ((text) => this.sign(text, recipe));
    return `${input}.${signature(input).toString('base64url')}`;
  }

  public sign(input: string, { key = 'rsa-1', hash, options, header }: TokenRecipe = {}): Buffer {
    const { privateKey, jwk } = this.key(key);
    const algorithm = String(header?.alg ?? jwk.alg ?? 'RS256');
    const digest = hash ?? `sha${/\d{3}$/.exec(algorithm)?.[0] ?? '256'}`;
    if (privateKey.asymmetricKeyType === 'ed25519') return sign(null, Buffer.from(input), privateKey);
    return sign(digest, Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363', ...options });
  }
}

/** For a signature with RSA-PSS. */
export const PSS: SigningOptions = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

/** A signature with a shared secret. */
export function hmac(hash: string, secret: string | Buffer): (input: string) => Buffer {
  return (input) => createHmac(hash, secret).update(input).digest();
}

let generated: Record<string, LabKey> | undefined;

/** Generated once a process: RSA keys take a while. Keys whose names start with `stranger` are not published. */
function labKeys(): Record<string, LabKey> {
  if (generated) return generated;
  const rsa = (modulusLength: number): KeyObject => generateKeyPairSync('rsa', { modulusLength }).privateKey;
  const ec = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).privateKey;
  const [first, second, third, small] = [rsa(2048), rsa(2048), rsa(2048), rsa(1024)];
  const [p256, other256, p384, p521, k256] = [ec('P-256'), ec('P-256'), ec('P-384'), ec('P-521'), ec('secp256k1')];
  const { privateKey: edwards } = generateKeyPairSync('ed25519');
  const publish = (privateKey: KeyObject, kid: string | undefined, members: object = {}): LabKey => {
    const { d: _, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...jwk } = privateKey.export({ format: 'jwk' });
    return { privateKey, jwk: { ...jwk, ...(kid !== undefined && { kid }), ...members } };
  };
  const signs = (alg: string): object => ({ alg, use: 'sig' });
  generated = {
    'rsa-1': publish(first, 'rsa-1', signs('RS256')),
    'rsa-2': publish(second, 'rsa-2', signs('RS256')),
    'rsa-384': publish(second, 'rsa-384', signs('RS384')),
    'rsa-512': publish(second, 'rsa-512', { alg: 'RS512', key_ops: ['verify'] }),
    'rsa-any': publish(second, 'rsa-any'),
    'ec-256': publish(p256, 'ec-256', signs('ES256')),
    'ec-384': publish(p384, 'ec-384', signs('ES384')),
    'ec-521': publish(p521, 'ec-521', signs('ES512')),
    'ec-any': publish(other256, 'ec-any'),
    'twin-rsa': publish(second, 'twin', signs('RS256')),
    'twin-rsa-2': publish(first, 'twin', signs('RS256')),
    'twin-ec': publish(p256, 'twin', signs('ES256')),
    // Published, and not to be used.
    'enc-use': publish(second, 'enc-use', { alg: 'RS256', use: 'enc' }),
    'enc-ops': publish(second, 'enc-ops', { alg: 'RS256', key_ops: ['encrypt'] }),
    'sign-ops': publish(second, 'sign-ops', { alg: 'RS256', key_ops: ['sign'] }),
    'odd-ops': publish(second, 'odd-ops', { alg: 'RS256', key_ops: 'verify' }),
    'ec-enc-use': publish(p256, 'ec-enc-use', { alg: 'ES256', use: 'enc' }),
    'small': publish(small, 'small', signs('RS256')),
    'pss': publish(second, 'pss', signs('PS256')),
    'oaep': publish(second, 'oaep', { alg: 'RSA-OAEP' }),
    'ec-as-rsa': publish(p256, 'ec-as-rsa', signs('RS256')),
    'wrong-curve': publish(p384, 'wrong-curve', signs('ES256')),
    'k256': publish(k256, 'k256', signs('ES256K')),
    'edwards': publish(edwards, 'edwards', signs('EdDSA')),
    'leaked': { privateKey: second, jwk: { ...second.export({ format: 'jwk' }), kid: 'leaked', ...signs('RS256') } },
    'shared': { privateKey: first, jwk: { kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url'), kid: 'shared', alg: 'HS256' } },
    'broken': { privateKey: first, jwk: { kty: 'RSA', n: 'AQAB', kid: 'broken', alg: 'RS256' } },
    'stranger': publish(third, 'stranger', signs('RS256')),
    'stranger-ec': publish(ec('P-256'), 'stranger-ec', signs('ES256')),
  };
  return generated;
}
