import { SecretModel } from './secret';
import { uuid } from '../../assembly/physical/deterministic';
import { UnknownValueError } from '../../assembly/template-error';
import { secretValue } from '../../assembly/values/secret-value';
import { StackResource, StackResources } from '../stack-resources';

/** ARNs end with a hyphen and six random letters. */
const SUFFIX = 7;

/**
 * Builds the secrets of an assembly, with the values that `{{resolve:secretsmanager:...}}` gives in templates.
 *
 * @throws TemplateError for a secret that the service could not generate
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
 */
export function buildSecrets(all: StackResources): SecretModel[] {
  return all.of('AWS::SecretsManager::Secret').flatMap((entry) => {
    try {
      return [buildSecret(entry)];
    } catch (error) {
      if (!(error instanceof UnknownValueError)) throw error;
      all.leaveOut(entry, 'only AWS knows its value: GetSecretValue does not find it');
      return [];
    }
  });
}

function buildSecret({ stack, resource, properties }: StackResource): SecretModel {
  const { logicalId, ref: arn, seed } = resource;
  const value = secretValue(properties.value, seed, properties.at);
  const description = properties.text('Description');
  return {
    stack: stack.name,
    logicalId,
    name: arn.slice(arn.indexOf(':secret:') + ':secret:'.length, -SUFFIX),
    arn,
    region: stack.region,
    ...(description !== undefined && { description }),
    versionId: uuid(`${arn}/${value}`),
    value,
  };
}
