import { PolicyError } from './policy-error';
import { Json } from '../../json';

/** Who calls, as a resource policy sees it. */
export interface Principal {
  readonly account: string;
  /** ARN of the user, role or role session. */
  readonly arn: string;
  /** ARN of the role that a session belongs to. */
  readonly roleArn?: string;
}

/** The Principal or NotPrincipal element of a statement. */
export interface PrincipalElement {
  /**
   * Whether the element names the caller; only `*` names a caller without identity.
   *
   * @param throughAccount whether naming the caller's account counts as naming the caller
   */
  names(principal: Principal | undefined, throughAccount: boolean): boolean;
}

const account = /^(?:arn:aws[a-z-]*:iam::(\d{12}):root|(\d{12}))$/;
const kinds = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/**
 * Compiles a Principal. Services, federated users and canonical users never call a local API, so naming them names nobody.
 *
 * @throws PolicyError when the element does not follow the grammar
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function compilePrincipal(element: Json, where: string): PrincipalElement {
  const everybody = { names: () => true };
  if (element === '*') return everybody;
  if (element === null || typeof element !== 'object' || Array.isArray(element) || Object.keys(element).length === 0) {
    throw new PolicyError(where, element, '"*" or an object such as {"AWS": "*"}');
  }
  const names: string[] = [];
  for (const [kind, value] of Object.entries(element)) {
    if (!kinds.includes(kind)) throw new PolicyError(`${where}.${kind}`, value, `one of ${kinds.join(', ')}`);
    const listed = (Array.isArray(value) ? value : [value]).map((name) => {
      if (typeof name !== 'string') throw new PolicyError(`${where}.${kind}`, name, 'a string or a list of strings');
      return name;
    });
    if (kind === 'AWS') names.push(...listed);
  }
  if (names.includes('*')) return everybody;
  const accounts = new Set(names.map((name) => account.exec(name)).map((match) => match?.[1] ?? match?.[2]));
  const arns = new Set(names);
  return {
    names: (principal, throughAccount) => {
      if (principal === undefined) return false;
      if (throughAccount && accounts.has(principal.account)) return true;
      return arns.has(principal.arn) || (principal.roleArn !== undefined && arns.has(principal.roleArn));
    },
  };
}
