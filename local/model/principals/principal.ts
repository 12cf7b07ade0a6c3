import { Json } from '../../json';

/** A role or a user of a template, with everything that says what it may do. */
export interface PrincipalModel {
  readonly stack: string;
  readonly logicalId: string;
  readonly kind: 'role' | 'user';
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  /** Policy documents: inline, attached, of its groups. */
  readonly policies: readonly Json[];
  /** ARNs of attached policies that no template has and the gateway does not know: they grant nothing here. */
  readonly unknownPolicies: readonly string[];
  /** What it may do at most; absent: no boundary. `null`: there is one that no template has, so nothing is allowed. */
  readonly boundary?: Json;
  readonly tags: ReadonlyMap<string, string>;
}
