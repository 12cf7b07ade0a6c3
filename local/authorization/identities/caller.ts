import { Json } from '../../json';
import { compilePolicy, Policy } from '../policy/policy';
import { Principal } from '../policy/principal';
import { CallerConditions } from '../policy/request-conditions';
import { PolicyRequest } from '../policy/statement';
import { strongest, Verdict } from '../policy/verdict';

/** A caller that has signed, and what it may do. */
export interface Caller {
  readonly principal: Principal;
  readonly conditions: CallerConditions;
  /** Verdict of all of the caller's own policies. */
  evaluate(request: PolicyRequest): Verdict;
}

/** Finds the caller behind an access key. */
export interface Callers {
  /** Undefined: nobody; such a caller may do nothing. */
  callerOf(accessKeyId: string): Caller | undefined;
}

/**
 * Compiles what policies of an identity say together; a boundary takes away what it does not allow.
 *
 * @throws PolicyError
 */
export function compileGrants(policies: readonly Json[], boundary?: Json): (request: PolicyRequest) => Verdict {
  const compiled = policies.map((policy): Policy => compilePolicy(policy, { kind: 'identity' }));
  const limit = boundary === undefined || boundary === null ? undefined : compilePolicy(boundary, { kind: 'identity' });
  return (request) => {
    const granted = strongest(compiled.map((policy) => policy.evaluate(request)));
    if (granted === 'explicit-deny' || boundary === undefined) return granted;
    const allowed = limit?.evaluate(request) ?? 'implicit-deny';
    return allowed === 'allow' ? granted : allowed;
  };
}
