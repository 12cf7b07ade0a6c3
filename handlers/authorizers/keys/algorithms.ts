/** One accepted way to sign. Nothing else is: no `none`, no shared secrets, no PSS, no Edwards curves. */
export interface AlgorithmParameters {
  readonly keyType: 'RSA' | 'EC';
  readonly hash: string;
  /** Of an elliptic curve key. */
  readonly curve?: string;
  /** Length of a signature in bytes; an RSA signature is as long as the key. */
  readonly signatureLength?: number;
}

const ALGORITHMS = {
  RS256: { keyType: 'RSA', hash: 'sha256' },
  RS384: { keyType: 'RSA', hash: 'sha384' },
  RS512: { keyType: 'RSA', hash: 'sha512' },
  ES256: { keyType: 'EC', hash: 'sha256', curve: 'P-256', signatureLength: 64 },
  ES384: { keyType: 'EC', hash: 'sha384', curve: 'P-384', signatureLength: 96 },
  ES512: { keyType: 'EC', hash: 'sha512', curve: 'P-521', signatureLength: 132 },
} as const satisfies Record<string, AlgorithmParameters>;

export type Algorithm = keyof typeof ALGORITHMS;

export function isAlgorithm(name: unknown): name is Algorithm {
  return typeof name === 'string' && Object.hasOwn(ALGORITHMS, name);
}

/** @see https://www.rfc-editor.org/rfc/rfc7518#section-3.1 */
export function parametersOf(algorithm: Algorithm): AlgorithmParameters {
  return ALGORITHMS[algorithm];
}

/** The algorithms that a key of this type, and on this curve, can be used with. */
export function algorithmsFor(keyType: unknown, curve: unknown): Algorithm[] {
  return Object.keys(ALGORITHMS).filter(isAlgorithm).filter((name) => {
    const parameters = parametersOf(name);
    return parameters.keyType === keyType && (parameters.curve === undefined || parameters.curve === curve);
  });
}
