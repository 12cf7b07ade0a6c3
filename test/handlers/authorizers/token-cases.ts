import { claimCases } from './token-cases/claims';
import { goodTokens } from './token-cases/good-tokens';
import { headerCases } from './token-cases/header';
import { keyCases } from './token-cases/keys';
import { signatureCases } from './token-cases/signature';
import { structureCases } from './token-cases/structure';
import { TokenCase } from './token-cases/token-case';

export type { TokenCase } from './token-cases/token-case';

/**
 * Tokens with the verdict that every verifier here must reach, whatever kind of request brings them. A verifier under test trusts one issuer
 * (`lab.settings.issuer`) with the keys `lab.jwks()` for one audience or client (`lab.settings.audience`), and tolerates 30 s between clocks.
 *
 * @example
 * const lab = new TokenLab({ issuer, audience, now: Math.floor(Date.now() / 1000) });
 * it.each(TOKEN_CASES)('$expected: $name', async ({ make, expected }) => expect(await verdictOf(make(lab))).toBe(expected));
 */
export const TOKEN_CASES: readonly TokenCase[] = [
  ...goodTokens, ...structureCases, ...headerCases, ...keyCases, ...signatureCases, ...claimCases,
];
