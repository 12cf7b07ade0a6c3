import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge';

/** A role for the account's logging setting. It outlives the stack, because other APIs of the account log through it. */
export function accountLoggingRole(scope: Construct, id: string): iam.Role {
  const role = new iam.Role(scope, id, {
    description: 'API Gateway writes logs through this role, for every API of the account in this region',
    assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs')],
  });
  role.applyRemovalPolicy(RemovalPolicy.RETAIN);
  acknowledge(role, {
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    reason: 'the setting serves every API of the account, so the role has the policy that AWS maintains for it; API Gateway refuses roles with less',
  });
  return role;
}
