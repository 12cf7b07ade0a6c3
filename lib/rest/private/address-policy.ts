import { Lazy, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { RouteTable } from './routes/route-table';

/** Characters without white space. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const LARGEST_POLICY = 8_192;

/** Of requests that come through a VPC endpoint. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html */
const PRIVATE_KEY = /aws:(SourceVpce?|VpcSourceIp)\b/i;

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

/** What can only be known once every statement and route is there. */
export function policyProblems(document: iam.PolicyDocument, stack: Stack): string[] {
  if (document.isEmpty) return ['resourcePolicy has no statements, so that it restricts nothing; add statements, or leave resourcePolicy out'];
  const text = JSON.stringify(stack.resolve(document));
  const [key] = PRIVATE_KEY.exec(text) ?? [];
  if (key !== undefined) {
    return [`resourcePolicy has the condition key ${key}, which requests to a Regional API never have: it allows nobody, or denies everybody; use aws:SourceIp, or an API of type PRIVATE`];
  }
  const size = text.length;
  if (size <= LARGEST_POLICY) return [];
  return [`resourcePolicy has ${size} characters, but API Gateway takes ${LARGEST_POLICY}; name fewer ranges, or give routes with RestAuthorization.iam() an API of their own: beside them every other route has to be named`];
}
