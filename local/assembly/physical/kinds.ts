import { apiGatewayKinds } from './api-gateway';
import { computeKinds } from './compute';
import { dataKinds } from './data';
import { identityKinds } from './identity';
import { networkKinds } from './network';
import { ResourceContext, ResourceKind, placeholderArn, textProperty, unlistedKind } from './resource-kind';
import { Json } from '../../json';

const kinds: ReadonlyMap<string, ResourceKind> = new Map([
  ...Object.entries(apiGatewayKinds),
  ...Object.entries(computeKinds),
  ...Object.entries(dataKinds),
  ...Object.entries(identityKinds),
  ...Object.entries(networkKinds),
  // What the CDK's log retention resource manages is known from its own properties.
  ['Custom::LogRetention', { ref: r => textProperty(r, 'LogGroupName') ?? r.logicalId, attributes: { LogGroupName: r => textProperty(r, 'LogGroupName') } }],
]);

/** What `Ref` gives for a resource. */
export function physicalId(resource: ResourceContext): string {
  return (kinds.get(resource.type) ?? unlistedKind).ref(resource);
}

/** What `Fn::GetAtt` gives for an attribute; undefined when only AWS knows it. */
export function physicalAttribute(resource: ResourceContext, attribute: string): Json | undefined {
  const known = kinds.get(resource.type)?.attributes;
  if (known && Object.hasOwn(known, attribute)) return known[attribute]?.(resource);
  return /Arn$/.test(attribute) && !kinds.has(resource.type) ? placeholderArn(resource, attribute) : undefined;
}

/** Attributes that are known for a type, for messages. */
export function knownAttributes(type: string): string[] {
  return Object.keys(kinds.get(type)?.attributes ?? {});
}
