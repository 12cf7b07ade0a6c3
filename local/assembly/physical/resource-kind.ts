import { StackEnvironment } from '../environment';
import { hexId, upperId } from './deterministic';
import { Json } from '../../json';

/** What physical ids and attributes of a resource are made of. */
export interface ResourceContext {
  readonly type: string;
  readonly logicalId: string;
  readonly environment: StackEnvironment;
  /** Stack and logical id: the seed of everything that AWS would draw at random. */
  readonly seed: string;
  /** A resolved property by its name, or its path with dots. */
  property(path: string): Json | undefined;
  /** Place of this resource among those of the same type and the same value of `property`, from 1. */
  ordinal(property: string): number;
}

/** How a resource type is referred to: a pure function of the template, the same at every start. */
export interface ResourceKind {
  /** What `Fn::GetAtt` gives, by attribute. */
  readonly attributes?: Readonly<Record<string, (resource: ResourceContext) => Json | undefined>>;
  /** What `Ref` gives. */
  ref(resource: ResourceContext): string;
}

/** A property as text; undefined when it is absent or empty. */
export function textProperty(resource: ResourceContext, path: string): string | undefined {
  const value = resource.property(path);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A name as CloudFormation makes it up: `<stack>-<logical id>-<suffix>`, cut to what the service takes. */
export function generatedName(resource: ResourceContext, maximum = 128): string {
  const suffix = upperId(resource.seed, 12);
  return `${`${resource.environment.stackName}-${resource.logicalId}`.slice(0, maximum - suffix.length - 1)}-${suffix}`;
}

/** The name property, or a generated name. */
export const nameFrom = (property: string, maximum?: number) => (resource: ResourceContext): string =>
  textProperty(resource, property) ?? generatedName(resource, maximum);

/** ARN in the resource's own region and account. */
export function arn(resource: ResourceContext, service: string, rest: string): string {
  const { partition, region, account } = resource.environment;
  return `arn:${partition}:${service}:${region}:${account}:${rest}`;
}

/** ARN of a global service. */
export function globalArn(resource: ResourceContext, service: string, rest: string, account = resource.environment.account): string {
  return `arn:${resource.environment.partition}:${service}::${account}:${rest}`;
}

/** A type whose `Ref` is its name and whose `Arn` is made from it. */
export function named(nameOf: (resource: ResourceContext) => string, service: string, prefix: string): ResourceKind {
  return { ref: nameOf, attributes: { Arn: r => arn(r, service, `${prefix}${nameOf(r)}`) } };
}

/** A type whose `Ref` is its ARN. */
export function referredByArn(arnOf: (resource: ResourceContext) => string, more: ResourceKind['attributes'] = {}): ResourceKind {
  return { ref: arnOf, attributes: { Arn: arnOf, ...more } };
}

/** Kind of every type that has no entry of its own: a made-up name, and a made-up ARN for attributes that sound like one. */
export const unlistedKind: ResourceKind = { ref: r => generatedName(r) };

/** A placeholder for an ARN-like attribute of an unlisted type. */
export function placeholderArn(resource: ResourceContext, attribute: string): string {
  const [, service = 'unknown', type = 'resource'] = resource.type.split('::');
  return arn(resource, service.toLowerCase(), `${type.toLowerCase()}/${hexId(`${resource.seed}/${attribute}`, 16)}`);
}
