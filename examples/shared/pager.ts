import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** Where alarms go. Subscribe whoever is on call to the topic. */
export class Pager extends Construct {
  public readonly topic: sns.Topic;
  public readonly action: cloudwatch.IAlarmAction;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const masterKey = new kms.Key(this, 'Key', { description: 'Encrypts alarms on their way to whoever is on call', enableKeyRotation: true });
    // The key that SNS manages itself would not let CloudWatch publish.
    masterKey.grant(new iam.ServicePrincipal('cloudwatch.amazonaws.com'), 'kms:Decrypt', 'kms:GenerateDataKey*');
    this.topic = new sns.Topic(this, 'Topic', { masterKey, enforceSSL: true });
    this.topic.grantPublish(new iam.ServicePrincipal('cloudwatch.amazonaws.com'));
    this.action = new actions.SnsAction(this.topic);
  }
}
