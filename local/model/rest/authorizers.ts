import { RestDefinition } from './definition';
import { partitionOf, urlSuffixOf } from '../../assembly/environment';
import { OpenApiDocument } from '../openapi/document';
import { Properties } from '../properties';
import { RestAuthorizer, UserPool } from '../rest-authorizer';
import { StackResource, StackResources } from '../stack-resources';

const TYPES = ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'] as const;
/** For how long the service keeps results when the template says nothing, in seconds; and at most. */
const DEFAULT_TTL = 300;
const LONGEST_TTL = 3600;
const USER_POOL = /^arn:aws[a-z-]*:cognito-idp:([a-z0-9-]+):\d{12}:userpool\/([\w-]+)$/;

/** App clients of the user pools that loaded templates create, by the ARN of the pool. */
export type LocalPools = ReadonlyMap<string, readonly string[]>;

/** Finds the user pools of all templates. */
export function readLocalPools(all: StackResources): LocalPools {
  const clients = all.of('AWS::Cognito::UserPoolClient');
  return new Map(all.of('AWS::Cognito::UserPool').map(({ stack: { region, account }, resource: { ref } }) => [
    `arn:${partitionOf(region)}:cognito-idp:${region}:${account}:userpool/${ref}`,
    clients.filter(({ properties }) => properties.text('UserPoolId') === ref).map(({ resource }) => resource.ref),
  ]));
}

/**
 * Adds the `AWS::ApiGateway::Authorizer`s of an API.
 */
export function addAuthorizers(definition: RestDefinition, resources: readonly StackResource[], localPools: LocalPools): void {
  for (const { resource, properties } of resources) {
    const { ref: id, logicalId } = resource;
    definition.authorizers.set(id, readAuthorizer(properties, (member) => member, { id, logicalId }, localPools));
  }
}

/** Adds the security schemes of an OpenAPI body that have an authorizer. */
export function importAuthorizers(definition: RestDefinition, document: OpenApiDocument, localPools: LocalPools): void {
  for (const [name, scheme] of document.securitySchemes.members()) {
    if (!scheme.has('x-amazon-apigateway-authorizer')) continue;
    const authorizer = scheme.object('x-amazon-apigateway-authorizer');
    // What a jwt authorizer means is the business of HTTP APIs; the service refuses it in a REST API.
    const read = readAuthorizer(authorizer, (member) => member.charAt(0).toLowerCase() + member.slice(1), { id: name, logicalId: name }, localPools);
    const header = scheme.text('in') === 'header' ? scheme.text('name') : undefined;
    // Token authorizers name their header in the scheme alone.
    const sources = read.identitySources.length === 0 && read.type !== 'REQUEST' && header !== undefined ? [`method.request.header.${header}`] : read.identitySources;
    definition.authorizers.set(name, { ...read, identitySources: sources });
  }
}

function readAuthorizer(
  properties: Properties, spelling: (member: string) => string, names: Pick<RestAuthorizer, 'id' | 'logicalId'>, localPools: LocalPools,
): RestAuthorizer {
  const type = properties.requiredText(spelling('Type')).toUpperCase();
  const ttl = properties.number(spelling('AuthorizerResultTtlInSeconds')) ?? DEFAULT_TTL;
  if (!Number.isInteger(ttl) || ttl < 0 || ttl > LONGEST_TTL) properties.refuse(spelling('AuthorizerResultTtlInSeconds'), `whole seconds from 0 (off) to ${LONGEST_TTL}`);
  const uri = properties.text(spelling('AuthorizerUri'));
  const expression = properties.text(spelling('IdentityValidationExpression'));
  return {
    ...names,
    type: TYPES.find((known) => known === type) ?? properties.refuse(spelling('Type'), `one of ${TYPES.join(', ')}`),
    ...(uri !== undefined && { uri }),
    identitySources: (properties.text(spelling('IdentitySource')) ?? '').split(',').map((source) => source.trim()).filter((source) => source !== ''),
    ...(expression !== undefined && { identityValidationExpression: expression }),
    resultTtlSeconds: ttl,
    userPools: properties.texts(spelling('ProviderARNs')).map((arn) => readUserPool(arn, localPools, properties, spelling('ProviderARNs'))),
  };
}

function readUserPool(arn: string, localPools: LocalPools, properties: Properties, member: string): UserPool {
  const [, region, id] = USER_POOL.exec(arn) ?? [];
  if (region === undefined || id === undefined) return properties.refuse(member, `ARNs of user pools, such as "arn:${partitionOf('')}:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a1B2c3D4e"`);
  return { arn, issuer: `https://cognito-idp.${region}.${urlSuffixOf(region)}/${id}`, local: localPools.has(arn), clientIds: localPools.get(arn) ?? [] };
}
