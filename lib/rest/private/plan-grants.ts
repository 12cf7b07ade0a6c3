import { Stack } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { PlanRegistry } from './plan-registry';
import { granteeWithin } from '../../common/permissions/grantee-within';

const WILDCARDS = 'API Gateway chooses the id of a key when it is made, so that a grant holds for every key, and for all that a plan of this API has of it';

/** Create, change and delete API keys, and put them into the plans of this API's tiers. */
export function grantManageCustomers(scope: Construct, plans: PlanRegistry, grantee: iam.IGrantable): iam.Grant {
  const to = granteeWithin(scope, grantee, WILDCARDS);
  const allow = (actions: string[], ...resourceArns: string[]) => iam.Grant.addToPrincipal({ grantee: to, actions, resourceArns });
  let grant = allow(['apigateway:POST'], arn(scope, '/apikeys'))
    .combine(allow(['apigateway:GET', 'apigateway:PATCH', 'apigateway:DELETE'], arn(scope, '/apikeys/*')));
  plans.each((plan, ofTier) => {
    if (!ofTier) return;
    grant = grant
      .combine(allow(['apigateway:POST'], planArn(scope, plan, '/keys')))
      .combine(allow(['apigateway:GET', 'apigateway:DELETE'], planArn(scope, plan, '/keys'), planArn(scope, plan, '/keys/*')));
  });
  return grant;
}

/** Read this API's plans, who is in them and what was used of their quotas. */
export function grantReadUsage(scope: Construct, plans: PlanRegistry, grantee: iam.IGrantable): iam.Grant {
  const to = granteeWithin(scope, grantee, WILDCARDS);
  let grant = iam.Grant.drop(to, 'there is no plan yet');
  // One by one, because a list of what comes later can't be merged with other statements of a policy.
  plans.each((plan) => {
    grant = grant.combine(iam.Grant.addToPrincipal({ grantee: to, actions: ['apigateway:GET'], resourceArns: [planArn(scope, plan), planArn(scope, plan, '/*')] }));
  });
  return grant;
}

function planArn(scope: Construct, plan: apigateway.IUsagePlan, suffix = ''): string {
  return arn(scope, `/usageplans/${plan.usagePlanId}${suffix}`);
}

function arn(scope: Construct, path: string): string {
  const { partition, region } = Stack.of(scope);
  return `arn:${partition}:apigateway:${region}::${path}`;
}
