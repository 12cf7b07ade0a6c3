/** What one policy, or several together, say about a request. */
export type Verdict = 'allow' | 'explicit-deny' | 'implicit-deny';

/** An explicit deny wins, then an allow; what nothing speaks of is denied implicitly. */
export function strongest(verdicts: Iterable<Verdict>): Verdict {
  let result: Verdict = 'implicit-deny';
  for (const verdict of verdicts) {
    if (verdict === 'explicit-deny') return verdict;
    if (verdict === 'allow') result = verdict;
  }
  return result;
}
