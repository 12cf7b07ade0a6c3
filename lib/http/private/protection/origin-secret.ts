import { Duration, Stack } from 'aws-cdk-lib';
import type * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledgeAll } from '../../../common/private/acknowledge';
import { packagedFunction } from '../../../common/private/packaged-function';
import { storageOf } from '../../../common/private/storage';

/** The header that proves to the API that a request came through CloudFront, which replaces what callers send under that name. */
export const ORIGIN_HEADER = 'x-origin-verify';

/** For how long the API uses the values that it knows. Rotation waits as long before a new one is sent. */
export const CACHE_SECONDS = 300;

/** What the rotation has to know of the distribution that sends the secret. */
export interface SecretSender {
  readonly distribution: cloudfront.Distribution;
  readonly webAclArn?: string;
  readonly logBucket?: s3.IBucket;
}

/** The secret between CloudFront and an API: generated, kept in Secrets Manager, and nowhere in the template. */
export class OriginSecret extends Construct {
  private readonly secret: secretsmanager.Secret;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const { encryptionKey } = storageOf(this);
    this.secret = new secretsmanager.Secret(this, 'Secret', {
      description: 'What CloudFront sends along so that the API knows where requests come from',
      encryptionKey,
      // Letters and digits, which pass through a header unchanged.
      generateSecretString: { passwordLength: 64, excludePunctuation: true, includeSpace: false, requireEachIncludedType: true },
    });
    if (!encryptionKey) {
      acknowledgeAll(this.secret, 'Secrets Manager encrypts it with a key that it manages in this account; storage.encryptionKey gives it a key of yours',
        'HIPAA.Security-SecretsManagerUsingKMSKey', 'NIST.800.53.R5-SecretsManagerUsingKMSKey', 'PCI.DSS.321-SecretsManagerUsingKMSKey');
    }
  }

  public get arn(): string {
    return this.secret.secretArn;
  }

  /** The header as an origin sends it: a reference that CloudFormation resolves when it deploys, to the value that is current then. */
  public get headers(): { [name: string]: string } {
    return { [ORIGIN_HEADER]: this.secret.secretValue.unsafeUnwrap() };
  }

  /** What someone needs who reads the secret. */
  public get readStatements(): iam.PolicyStatement[] {
    const { secretArn, encryptionKey } = this.secret;
    return [
      new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] }),
      ...(encryptionKey ? [new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [encryptionKey.keyArn] })] : []),
    ];
  }

  /** Replaces the secret from time to time, in the header of the distribution first. */
  public rotate(every: Duration, sender: SecretSender): lambda.IFunction {
    const rotation = packagedFunction(this, 'Rotation', {
      asset: 'origin-secret',
      export: 'handler',
      caller: 'secrets-manager',
      description: 'Replaces the secret between CloudFront and the API',
      // A step waits until authorizers have read the new value, or until the distribution is deployed.
      timeout: Duration.minutes(15),
      environment: { DISTRIBUTION_ID: sender.distribution.distributionId, HEADER_NAME: ORIGIN_HEADER, CACHE_SECONDS: String(CACHE_SECONDS) },
      statements: [...this.readStatements, ...this.rotateStatements(sender)],
    });
    const permission = new lambda.CfnPermission(this, 'RotationPermission', {
      action: 'lambda:InvokeFunction',
      functionName: rotation.functionArn,
      principal: 'secretsmanager.amazonaws.com',
      sourceAccount: Stack.of(this).account,
    });
    const schedule = new secretsmanager.CfnRotationSchedule(this, 'RotationSchedule', {
      secretId: this.arn,
      rotationLambdaArn: rotation.functionArn,
      rotationRules: { automaticallyAfterDays: every.toDays() },
      // Else every deployment that touches the schedule would wait for a rotation.
      rotateImmediatelyOnUpdate: false,
    });
    // Secrets Manager calls the function when the schedule is created.
    schedule.node.addDependency(permission);
    return rotation;
  }

  private rotateStatements({ distribution, webAclArn, logBucket }: SecretSender): iam.PolicyStatement[] {
    const { secretArn, encryptionKey } = this.secret;
    const allow = (actions: string[], resource: string) => new iam.PolicyStatement({ actions, resources: [resource] });
    return [
      allow(['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'], secretArn),
      ...(encryptionKey ? [allow(['kms:GenerateDataKey'], encryptionKey.keyArn)] : []),
      allow(['cloudfront:GetDistribution', 'cloudfront:UpdateDistribution'], distribution.distributionArn),
      // Whoever updates a distribution must be allowed to look at what it refers to.
      ...(webAclArn === undefined ? [] : [allow(['wafv2:GetWebACL'], webAclArn)]),
      ...(logBucket ? [allow(['s3:GetBucketAcl', 's3:PutBucketAcl'], logBucket.bucketArn)] : []),
    ];
  }
}
