import { EmbeddedSecrets, StoredSecret } from './embedded-secrets';
import { AwsService, Operation } from '../wire/aws-service';
import { ServiceError } from '../wire/service-error';
import { ServiceInput } from '../wire/service-input';

/** The one version of every secret: nothing rotates here. */
const CURRENT = 'AWSCURRENT';

/**
 * AWS Secrets Manager, as far as it is served: reading the secrets of the templates. Nothing creates, changes, rotates or deletes one.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export function secretsManagerService(secrets: EmbeddedSecrets): AwsService {
  return {
    signingName: 'secretsmanager',
    target: 'secretsmanager',
    operations: new Map([
      ['DescribeSecret', describeSecret(secrets)],
      ['GetSecretValue', getSecretValue(secrets)],
    ]),
  };
}

function getSecretValue(secrets: EmbeddedSecrets): Operation {
  return (input, region) => {
    const { model: { arn, name, versionId, value }, changedAt } = secretOf(secrets, input, region);
    const [wantedId, wantedStage] = [input.text('VersionId'), input.text('VersionStage')];
    const isCurrent = wantedStage === undefined || wantedStage === CURRENT;
    if (wantedId !== undefined && wantedId !== versionId) throw notFound(` value for VersionId: ${wantedId}`);
    if (wantedId !== undefined && !isCurrent) {
      throw new ServiceError('InvalidRequestException', 'You provided a VersionStage that is not associated to the provided VersionId.');
    }
    if (!isCurrent) throw notFound(` value for staging label: ${wantedStage}`);
    return { ARN: arn, Name: name, VersionId: versionId, SecretString: value, VersionStages: [CURRENT], CreatedDate: new Date(changedAt) };
  };
}

function describeSecret(secrets: EmbeddedSecrets): Operation {
  return (input, region) => {
    const { model: { arn, name, description, versionId }, createdAt, changedAt } = secretOf(secrets, input, region);
    return {
      ARN: arn,
      Name: name,
      Description: description,
      CreatedDate: new Date(createdAt),
      LastChangedDate: new Date(changedAt),
      VersionIdsToStages: { [versionId]: [CURRENT] },
    };
  };
}

function secretOf(secrets: EmbeddedSecrets, input: ServiceInput, region: string): StoredSecret {
  const id = input.text('SecretId') ?? '';
  if (id === '') throw new ServiceError('InvalidParameterException', 'You must provide a value for the SecretId parameter.');
  const secret = secrets.find(id, region);
  if (!secret) throw notFound('.');
  return secret;
}

function notFound(what: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `Secrets Manager can't find the specified secret${what}`);
}
