import { hexId, mixedId, upperId, uuid } from './deterministic';
import { ResourceContext, ResourceKind, arn, globalArn, nameFrom, referredByArn, textProperty } from './resource-kind';

function iam(property: string, prefix: string, maximum: number, idPrefix?: string): ResourceKind {
  const name = nameFrom(property, maximum);
  const path = (r: ResourceContext): string => (textProperty(r, 'Path') ?? '/').slice(1);
  return {
    ref: name,
    attributes: {
      Arn: r => globalArn(r, 'iam', `${prefix}/${path(r)}${name(r)}`),
      ...(idPrefix === undefined ? {} : { [`${prefix.charAt(0).toUpperCase()}${prefix.slice(1)}Id`]: r => `${idPrefix}${upperId(r.seed, 17)}` }),
    },
  };
}

const userPoolId = (r: ResourceContext): string => `${r.environment.region}_${mixedId(r.seed, 9)}`;
const providerName = (r: ResourceContext): string => `cognito-idp.${r.environment.region}.${r.environment.urlSuffix}/${userPoolId(r)}`;
const clientId = (r: ResourceContext): string => mixedId(r.seed, 26).toLowerCase();
const identityPoolId = (r: ResourceContext): string => `${r.environment.region}:${uuid(r.seed)}`;

/** Secrets Manager adds six characters to the name; a made-up name has them from the start. */
const secretArn = (r: ResourceContext): string => {
  const name = textProperty(r, 'Name') ?? `${r.logicalId}-${mixedId(`${r.seed}/name`, 12)}`;
  return arn(r, 'secretsmanager', `secret:${name}-${mixedId(r.seed, 6)}`);
};

/** An attachment is referred to by the ARN of its secret. */
const attachedSecret = (r: ResourceContext): string => textProperty(r, 'SecretId') ?? secretArn(r);

export const identityKinds: Readonly<Record<string, ResourceKind>> = {
  'AWS::IAM::Role': iam('RoleName', 'role', 64, 'AROA'),
  'AWS::IAM::User': iam('UserName', 'user', 64),
  'AWS::IAM::Group': iam('GroupName', 'group', 128),
  'AWS::IAM::InstanceProfile': iam('InstanceProfileName', 'instance-profile', 128),
  'AWS::IAM::ManagedPolicy': referredByArn(r => globalArn(r, 'iam', `policy/${nameFrom('ManagedPolicyName', 128)(r)}`), {
    PolicyArn: r => globalArn(r, 'iam', `policy/${nameFrom('ManagedPolicyName', 128)(r)}`),
  }),
  'AWS::KMS::Key': { ref: r => uuid(r.seed), attributes: { Arn: r => arn(r, 'kms', `key/${uuid(r.seed)}`), KeyId: r => uuid(r.seed) } },
  'AWS::KMS::Alias': { ref: nameFrom('AliasName') },
  'AWS::SecretsManager::Secret': { ref: secretArn, attributes: { Arn: secretArn, Id: secretArn } },
  'AWS::SecretsManager::SecretTargetAttachment': { ref: attachedSecret, attributes: { Id: attachedSecret } },
  'AWS::Cognito::UserPool': {
    ref: userPoolId,
    attributes: {
      Arn: r => arn(r, 'cognito-idp', `userpool/${userPoolId(r)}`),
      ProviderName: providerName,
      ProviderURL: r => `https://${providerName(r)}`,
      UserPoolId: userPoolId,
    },
  },
  'AWS::Cognito::UserPoolClient': {
    ref: clientId,
    attributes: { ClientId: clientId, ClientSecret: r => mixedId(`${r.seed}/secret`, 51).toLowerCase(), Name: r => textProperty(r, 'ClientName') },
  },
  'AWS::Cognito::UserPoolDomain': { ref: r => textProperty(r, 'Domain') ?? r.logicalId.toLowerCase() },
  'AWS::Cognito::UserPoolResourceServer': { ref: r => textProperty(r, 'Identifier') ?? r.logicalId },
  'AWS::Cognito::IdentityPool': { ref: identityPoolId, attributes: { Id: identityPoolId, Name: nameFrom('IdentityPoolName') } },
  'AWS::CertificateManager::Certificate': { ref: r => arn(r, 'acm', `certificate/${uuid(r.seed)}`) },
  'AWS::Route53::HostedZone': { ref: r => `Z${upperId(r.seed, 20)}`, attributes: { Id: r => `Z${upperId(r.seed, 20)}` } },
  'AWS::CloudFront::Distribution': {
    ref: r => `E${upperId(r.seed, 13)}`,
    attributes: { Id: r => `E${upperId(r.seed, 13)}`, DomainName: r => `d${hexId(r.seed, 13)}.cloudfront.net` },
  },
};
