import { Token } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { RestApiWithUsagePlans } from './rest-api-with-usage-plans';
import { granteeWithin } from '../common/permissions/grantee-within';
import { acknowledgeAll } from '../common/private/acknowledge';
import { storageOf } from '../common/private/storage';

/** Who a customer is, and what they may do. */
export interface ApiCustomerOptions {
  /** Name of the plan, one of the API's `plans`. */
  readonly plan: string;
  /**
   * For APIs with `apiKeySource: ApiKeySourceType.AUTHORIZER`: what the customer's tokens have in the claim that `customerClaim` of
   * `RestAuthorization.jwt` names, like a client id. It becomes the value of the customer's API key, 20 to 128 printable characters.
   *
   * Such a value is no secret, and needs to be none: only the authorizer can say it, after it has verified a token, and API Gateway does not look at
   * keys that callers send. So nothing has to be fetched or kept secret on the way from token to plan. Never put such a key into a plan of an API that takes
   * keys from a header: there anyone who knows the client id could use it. Values are unique in an account and region; an API that has the same customer
   * takes the key with `addApiKey(customer.apiKey, plan)`.
   *
   * @default - a generated value in a secret
   */
  readonly claimValue?: string;
  /**
   * Your id of the customer, stored with the key; the AWS Marketplace id where the API is sold there.
   *
   * @default - the id that the customer is added with
   */
  readonly customerId?: string;
  /**
   * Whether the key is accepted. `false` locks the customer out and keeps the key.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Put the key into the plan's own usage plan, together with others, instead of into one for this customer alone. That saves a usage plan (an account
   * has 300 per region), but the customer can't change plans in one deployment then: CloudFormation adds a key to the new plan before it takes it out
   * of the old one, and API Gateway refuses a key in two plans of a stage.
   *
   * @default false
   */
  readonly sharedPlan?: boolean;
}

/** Properties of an `ApiCustomer`. */
export interface ApiCustomerProps extends ApiCustomerOptions {
  /** The API that the customer calls. */
  readonly api: RestApiWithUsagePlans;
}

/**
 * A customer of an API: a key with the limits of a plan. The key's value is generated and kept in a secret, or is what the customer's tokens say.
 *
 * The key survives every change of these options. A customer has a usage plan of their own with the limits of the tier, so that another `plan` changes
 * numbers in place: the key stays where it is. (Were the key moved between usage plans, CloudFormation would add it to the new one before it takes it
 * out of the old one, which API Gateway refuses.) Ids derive from the customer's id alone; removing or reordering customers touches nobody else.
 *
 * A key's value can't change. To rotate, add a second customer with the same `customerId`, hand over its key, and remove the first.
 */
export class ApiCustomer extends Construct {
  /** Id of the key. It is not secret: access log and metrics name the customer by it. */
  public readonly apiKeyId: string;
  /** Name of the plan. */
  public readonly planName: string;
  /** The L2 key. */
  public readonly apiKey: apigateway.ApiKey;
  private readonly generated?: secretsmanager.Secret;

  /**
   * `api.addCustomer(id, options)` is the short way. Made directly, customers may live in a stack of their own, where an API has more of them than fit
   * into its stack (500 resources).
   *
   * @param scope where the customer belongs
   * @param id name of the customer, up to 128 characters; all ids derive from it
   * @param props the API and the customer's plan, and more
   * @throws when the name is empty or too long, the API has no such plan, or `claimValue` is malformed or of no use
   */
  public constructor(scope: Construct, id: string, props: ApiCustomerProps) {
    checkCustomerName(id);
    const plans = props.api._plans;
    const { usagePlan: tierPlan, tier } = plans.get(props.plan);
    if (props.claimValue !== undefined) checkClaimValue(id, props.claimValue, props.api._keysFromAuthorizers);
    super(scope, id);
    this.planName = props.plan;
    this.generated = props.claimValue === undefined ? this.generateSecret(id, storageOf(props.api).encryptionKey) : undefined;
    this.apiKey = new apigateway.ApiKey(this, 'Key', {
      customerId: props.customerId ?? id,
      description: `Customer ${id}`,
      enabled: props.enabled ?? true,
      // Otherwise the id, which is not secret, would be the value.
      generateDistinctId: true,
      // A generated one is resolved by CloudFormation while it deploys: neither template nor state ever holds it.
      value: this.generated?.secretValue.unsafeUnwrap() ?? props.claimValue,
    });
    this.apiKeyId = this.apiKey.keyId;
    plans.claim(this.apiKey, props.plan);
    if (this.generated) plans.customersWithSecret.add(id);
    plans.associate(this, 'PlanKey', this.apiKey, props.sharedPlan ? tierPlan : plans.createFor(this, props.plan, id));
    props.api._operations.addCustomer(this, tier.quota);
  }

  /**
   * Holds the key's value as its whole text.
   * @throws when tokens name the customer, who has no secret then
   */
  public get secret(): secretsmanager.ISecret {
    if (!this.generated) throw new Error(`customer ${JSON.stringify(this.node.id)} has no secret: the claimValue of their tokens is the value of the key`);
    return this.generated;
  }

  /**
   * Lets someone read the key's value from the secret.
   * @throws when tokens name the customer, who has no secret then
   */
  public grantReadKey(grantee: iam.IGrantable): iam.Grant {
    return this.secret.grantRead(granteeWithin(this, grantee));
  }

  private generateSecret(id: string, encryptionKey: kms.IKey | undefined): secretsmanager.Secret {
    const secret = new secretsmanager.Secret(this, 'Secret', {
      description: `API key of customer ${id}`,
      encryptionKey,
      // 40 letters and digits: API Gateway takes 20 to 128 characters, and these pass through every header, URL and shell unchanged.
      generateSecretString: { passwordLength: 40, excludePunctuation: true, includeSpace: false, requireEachIncludedType: true },
    });
    acknowledgeAll(secret, 'the value of an API key can\'t change; a customer rotates by a second key',
      'AwsSolutions-SMG4', 'HIPAA.Security-SecretsManagerRotationEnabled', 'NIST.800.53.R5-SecretsManagerRotationEnabled');
    if (!encryptionKey) {
      acknowledgeAll(secret, 'Secrets Manager encrypts it with a key that it manages in this account; storage.encryptionKey gives it a key of yours',
        'HIPAA.Security-SecretsManagerUsingKMSKey', 'NIST.800.53.R5-SecretsManagerUsingKMSKey', 'PCI.DSS.321-SecretsManagerUsingKMSKey');
    }
    return secret;
  }
}

/** Ids of constructs can't be empty; a name that is too long for a dashboard or the subject of an alarm helps nobody. */
function checkCustomerName(id: string): void {
  const expected = 'expected 1 to 128 characters, like the id that your own records have for the customer';
  if (id.trim() === '') throw new Error(`name of a customer is ${JSON.stringify(id)}; ${expected}`);
  if (id.length > 128) throw new Error(`name of a customer has ${id.length} characters; ${expected}: ${JSON.stringify(`${id.slice(0, 40)}...`)}`);
}

function checkClaimValue(id: string, value: string, keysFromAuthorizers: boolean): void {
  const customer = `customer ${JSON.stringify(id)}`;
  if (!keysFromAuthorizers) {
    throw new Error(`${customer} has a claimValue, but the API takes API keys from a header, where anyone who knows the value could send it; leave it out, or give the API apiKeySource: ApiKeySourceType.AUTHORIZER`);
  }
  if (!Token.isUnresolved(value) && !/^[!-~]{20,128}$/.test(value)) {
    throw new Error(`claimValue of ${customer} is ${JSON.stringify(value)}; API Gateway takes 20 to 128 printable characters without spaces, choose a claim with longer values, like a client id`);
  }
}
