import { VerifiedToken } from '../verifier';

/** API Gateway's own limits for the value of an API key. */
const API_KEY = /^[!-~]{20,128}$/;

/** The value of the API key that stands for the caller; undefined if its token names none. */
export function usageIdentifier({ issuer: { usageIdentifier: rule }, claims }: VerifiedToken): string | undefined {
  if (!rule) return undefined;
  const claim = claims[rule.claim];
  const values: unknown[] = Array.isArray(claim) ? claim : [claim];
  const key: unknown = rule.keys ? Object.entries(rule.keys).find(([value]) => values.includes(value))?.[1] : claim;
  return typeof key === 'string' && API_KEY.test(key) ? key : undefined;
}
