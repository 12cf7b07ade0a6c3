import { Lazy } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { RouteTable } from './routes/route-table';

/** The API that a policy is for. */
export interface AccessTarget {
  readonly stageName: string;
  readonly table: RouteTable;
}

/** Writes the resource policy of an API. */
export type AccessPolicy = (target: AccessTarget) => iam.PolicyDocument;

/**
 * Denies by address. What is not denied has to be allowed expressly, but not for routes with IAM: there an allowance in this policy would let in every
 * principal of the account, without a policy of its own.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function addressPolicy({ stageName, table }: AccessTarget, condition: 'IpAddress' | 'NotIpAddress', cidrs: string[]): iam.PolicyDocument {
  const anyone = new iam.AnyPrincipal();
  const actions = ['execute-api:Invoke'];
  const reachable = () => {
    const { routes } = table;
    const open = routes.filter(({ authorization }) => authorization.authorizationType !== apigateway.AuthorizationType.IAM);
    if (open.length === routes.length) return ['execute-api:/*'];
    // Preflights belong to no route and need no credentials.
    return [...new Set([`execute-api:/${stageName}/OPTIONS/*`, ...open.map(({ key }) => `execute-api:/${stageName}/${key.policyPattern}`)])];
  };
  return new iam.PolicyDocument({
    // Resources that are known at the end only can't be merged with those of other statements.
    minimize: false,
    statements: [
      new iam.PolicyStatement({ principals: [anyone], actions, resources: Lazy.list({ produce: reachable }) }),
      new iam.PolicyStatement({ effect: iam.Effect.DENY, principals: [anyone], actions, resources: ['execute-api:/*'], conditions: { [condition]: { 'aws:SourceIp': cidrs } } }),
    ],
  });
}
