import { Names, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { WildcardReview } from './wildcard-review';

/**
 * The grantee, such that statements stay in the stack of `scope`. A role of another stack gets a policy of its own there: put into the role's stack,
 * the statements would refer to the API, while the API refers to the role's function, and neither stack could be deployed first.
 *
 * @param wildcards why statements have wildcards in their resources, where they do; a role's own policies are reviewed by who owns the role
 */
export function granteeWithin(scope: Construct, grantee: iam.IGrantable, wildcards?: string): iam.IGrantable {
  const principal = grantee.grantPrincipal;
  if (!(principal instanceof iam.Role) || Stack.of(principal) === Stack.of(scope)) return grantee;
  const id = `PolicyOf${Names.nodeUniqueId(principal.node)}`;
  const existing = scope.node.tryFindChild(id);
  const policy = existing instanceof iam.ManagedPolicy ? existing : new iam.ManagedPolicy(scope, id, { roles: [principal] });
  const local: iam.IPrincipal = {
    grantPrincipal: principal,
    assumeRoleAction: principal.assumeRoleAction,
    policyFragment: principal.policyFragment,
    principalAccount: principal.principalAccount,
    addToPrincipalPolicy: (statement) => {
      policy.addStatements(statement);
      if (wildcards !== undefined) WildcardReview.of(policy).add(statement, wildcards);
      return { statementAdded: true, policyDependable: policy };
    },
  };
  return { grantPrincipal: local };
}
