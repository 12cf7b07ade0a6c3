import { Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { granteeWithin } from './grantee-within';
import type { PlanRegistry } from './plan-registry';

/** Create, change and delete API keys, and put them into this API's plans. */
export function grantManageCustomers(scope: Construct, plans: PlanRegistry, grantee: iam.IGrantable): iam.Grant {
  const to = granteeWithin(scope, grantee);
  const keys = iam.Grant.addToPrincipal({ grantee: to, scope, actions: ['apigateway:POST'], resourceArns: [arn(scope, '/apikeys'), ...perPlan(scope, plans, '/keys')] });
  const change = iam.Grant.addToPrincipal({ grantee: to, scope, actions: ['apigateway:GET', 'apigateway:PATCH', 'apigateway:DELETE'], resourceArns: [arn(scope, '/apikeys/*')] });
  const members = iam.Grant.addToPrincipal({ grantee: to, scope, actions: ['apigateway:GET', 'apigateway:DELETE'], resourceArns: perPlan(scope, plans, '/keys', '/keys/*') });
  return keys.combine(change).combine(members);
}

/** Read this API's plans, who is in them and what was used of their quotas. */
export function grantReadUsage(scope: Construct, plans: PlanRegistry, grantee: iam.IGrantable): iam.Grant {
  return iam.Grant.addToPrincipal({ grantee: granteeWithin(scope, grantee), scope, actions: ['apigateway:GET'], resourceArns: perPlan(scope, plans, '', '/usage', '/keys') });
}

/** Plans and customers may still be added, so the list is made at the end. */
function perPlan(scope: Construct, plans: PlanRegistry, ...suffixes: string[]): string[] {
  return Lazy.list({ produce: () => plans.usagePlanIds.flatMap((id) => suffixes.map((suffix) => arn(scope, `/usageplans/${id}${suffix}`))) });
}

function arn(scope: Construct, path: string): string {
  const { partition, region } = Stack.of(scope);
  return `arn:${partition}:apigateway:${region}::${path}`;
}
