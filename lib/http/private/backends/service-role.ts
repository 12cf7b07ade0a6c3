import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** What API Gateway may do in the name of an API. */
export interface ServiceCall {
  /** The IAM action, like `sqs:SendMessage`. */
  readonly action: string;
  readonly resources: readonly string[];
  /** Key that encrypts what is sent, where the service asks the caller for it. */
  readonly key?: kms.IKey;
}

/** A role that API Gateway takes to do one thing with one resource. It is the API's: the resource's stack knows nothing of it. */
export class ServiceRole extends Construct {
  /** One for an API, action and resource. */
  public static of(scope: Construct, target: string, call: ServiceCall): iam.IRole {
    const id = `Role ${call.action} ${target.replaceAll('/', '|')}`;
    const existing = scope.node.tryFindChild(id);
    return (existing instanceof ServiceRole ? existing : new ServiceRole(scope, id, call)).role;
  }

  private readonly role: iam.IRole;

  private constructor(scope: Construct, id: string, { action, resources, key }: ServiceCall) {
    super(scope, id);
    const statements = [new iam.PolicyStatement({ actions: [action], resources: [...resources] })];
    if (key && !isOfService(key)) statements.push(new iam.PolicyStatement({ actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: [key.keyArn] }));
    this.role = new iam.Role(this, 'Role', {
      description: `API Gateway calls ${action} through this role`,
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [new iam.ManagedPolicy(this, 'Policy', { statements })],
    }).withoutPolicyUpdates();
  }
}

/** Keys like `alias/aws/sqs`, which every caller of the service in the account may use. */
function isOfService(key: kms.IKey): boolean {
  return key.keyArn.includes(':alias/aws/');
}
