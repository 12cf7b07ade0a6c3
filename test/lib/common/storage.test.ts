import { RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { newApi, newStack, propertiesOf, resourcesOf } from '../fixture';
import { AccessLogs, JwtIssuer, RestAuthorization, type StorageOptions } from 'cdk-apigateway-patterns';

/** An API with everything that keeps something: access log, web ACL, authorizer, a customer. */
function apiWith(storage?: StorageOptions, accessLogs?: AccessLogs, stack = newStack()) {
  const authorization = RestAuthorization.jwt({ issuers: [JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: ['orders'] })] });
  const api = newApi({ storage, accessLogs, routes: { 'GET /orders': { authorization, mockResponse: {} } } }, stack);
  api.addCustomer('Acme', { plan: 'basic' });
  return api;
}

/** Log groups of the API, without that of the account setting, which the stack owns. */
const logGroupsOf = (api: ReturnType<typeof apiWith>) => Object.fromEntries(
  Object.entries(resourcesOf(api, 'AWS::Logs::LogGroup')).filter(([id]) => id.startsWith('Api') && !id.startsWith('ApiGateway')).map(([id, group]) => [id.replace(/[0-9A-F]{8}$/, ''), group]),
);

test('a month, keys that AWS owns; logs of requests outlive the stack', () => {
  const groups = logGroupsOf(apiWith());
  expect(Object.entries(groups).map(([id, { DeletionPolicy }]) => [id, DeletionPolicy]).sort()).toEqual([
    ['ApiAccessLogs', 'Retain'], ['ApiAuthorizersJwtHandlerLogs', 'Delete'], ['ApiWebAclLogs', 'Retain'],
  ]);
  for (const { Properties } of Object.values(groups)) expect(Properties).toMatchObject({ RetentionInDays: 30 });
  for (const { Properties } of Object.values(groups)) expect(Properties).not.toHaveProperty('KmsKeyId');
});

test('one decision holds for every log group and secret', () => {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const api = apiWith({ logRetention: logs.RetentionDays.ONE_YEAR, logRemovalPolicy: RemovalPolicy.DESTROY, encryptionKey }, undefined, stack);
  const groups = Object.values(logGroupsOf(api));
  expect(groups).toHaveLength(3);
  for (const group of groups) expect(group).toMatchObject({ DeletionPolicy: 'Delete', Properties: { RetentionInDays: 365, KmsKeyId: expect.anything() } });
  expect(propertiesOf(api, 'AWS::SecretsManager::Secret')).toEqual([expect.objectContaining({ KmsKeyId: expect.anything() })]);
});

test('CloudWatch Logs may use the key, for log groups of this account', () => {
  const stack = newStack();
  apiWith({ encryptionKey: new kms.Key(stack, 'Key') }, undefined, stack);
  const [key] = propertiesOf(stack, 'AWS::KMS::Key');
  const statements = (key?.KeyPolicy as { Statement: { Sid?: string; Condition?: object }[] }).Statement.filter(({ Sid }) => Sid === 'CloudWatchLogs');
  expect(statements).toHaveLength(1);
  expect(JSON.stringify(statements[0]?.Condition)).toContain('kms:EncryptionContext:aws:logs:arn');
});

test('what an access log says itself wins', () => {
  const accessLogs = AccessLogs.toNewLogGroup({ retention: logs.RetentionDays.ONE_WEEK });
  const { ApiAccessLogs } = logGroupsOf(apiWith({ logRetention: logs.RetentionDays.ONE_YEAR }, accessLogs));
  expect(ApiAccessLogs?.Properties).toMatchObject({ RetentionInDays: 7 });
});
