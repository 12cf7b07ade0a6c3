/** What may be called and what not, as patterns of `METHOD/path` under one stage. A denial wins; what no pattern matches is denied. */
export interface Verdict {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Action: 'execute-api:Invoke';
    readonly Effect: 'Allow' | 'Deny';
    readonly Resource: string | readonly string[];
  }[];
}

export const ALLOW_ALL: Verdict = { allow: ['*/*'], deny: [] };
export const DENY_ALL: Verdict = { allow: [], deny: ['*/*'] };

/** A policy of no statements is not a policy, so a verdict that allows nothing says so. */
export function policyDocument({ allow, deny }: Verdict, stage: string): PolicyDocument {
  const denied = allow.length === 0 ? DENY_ALL.deny : deny;
  const statement = (effect: 'Allow' | 'Deny', patterns: readonly string[]): PolicyDocument['Statement'] => {
    const [first, ...others] = patterns.map((pattern) => `${stage}/${pattern}`);
    return first === undefined ? [] : [{ Action: 'execute-api:Invoke', Effect: effect, Resource: others.length === 0 ? first : [first, ...others] }];
  };
  return { Version: '2012-10-17', Statement: [...statement('Allow', allow), ...statement('Deny', denied)] };
}

/** What API Gateway will make of the verdict for one call, `METHOD/path`. */
export function isAllowed({ allow, deny }: Verdict, call: string): boolean {
  const matches = (pattern: string): boolean => wildcard(pattern).test(call);
  return allow.some(matches) && !deny.some(matches);
}

function wildcard(pattern: string): RegExp {
  return new RegExp(`^${pattern.replace(/[\\^$.|?+()[\]{}]/g, '\\$&').replaceAll('*', '.*')}$`, 's');
}
