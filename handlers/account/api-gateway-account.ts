import { type APIGatewayClient, GetAccountCommand, UpdateAccountCommand } from '@aws-sdk/client-api-gateway';
import type { AccountSetting } from './account-setting';

/** The setting as API Gateway keeps it. */
export function apiGatewayAccount(client: APIGatewayClient): AccountSetting {
  return {
    async roleArn() {
      const { cloudwatchRoleArn } = await client.send(new GetAccountCommand({}));
      return cloudwatchRoleArn === '' ? undefined : cloudwatchRoleArn;
    },
    async setRoleArn(arn) {
      await client.send(new UpdateAccountCommand({ patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value: arn }] }));
    },
  };
}
