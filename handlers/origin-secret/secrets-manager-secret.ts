import {
  DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand, ResourceNotFoundException, type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { RotatingSecret } from './rotating-secret';

/** The secret in Secrets Manager. */
export function secretsManagerSecret(client: Pick<SecretsManagerClient, 'send'>, secretId: string): RotatingSecret {
  return {
    async stages() {
      const { VersionIdsToStages: stages = {} } = await client.send(new DescribeSecretCommand({ SecretId: secretId }));
      return new Map(Object.entries(stages));
    },
    async read(versionId) {
      try {
        const { SecretString: value, CreatedDate: date } = await client.send(new GetSecretValueCommand({ SecretId: secretId, VersionId: versionId }));
        return value === undefined ? undefined : { value, createdAt: date?.getTime() ?? 0 };
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    async putPending(versionId, value) {
      await client.send(new PutSecretValueCommand({ SecretId: secretId, ClientRequestToken: versionId, SecretString: value, VersionStages: ['AWSPENDING'] }));
    },
    async promote(versionId, currentId) {
      await client.send(new UpdateSecretVersionStageCommand({
        SecretId: secretId, VersionStage: 'AWSCURRENT', MoveToVersionId: versionId, RemoveFromVersionId: currentId,
      }));
    },
  };
}
