import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A class of the L1 layer. */
interface CfnClass<Resource extends CfnResource> {
  readonly CFN_RESOURCE_TYPE_NAME: string;
  new (...args: never[]): Resource;
}

/**
 * The resource that an L2 construct stands for, to set what the L2 construct has no property for.
 *
 * @throws when it is another, so that nothing is left out unnoticed
 */
export function cfnOf<Resource extends CfnResource>(construct: IConstruct, type: CfnClass<Resource>): Resource {
  const resource = construct.node.defaultChild;
  if (resource instanceof type) return resource;
  const found = resource ? `the default child ${JSON.stringify(resource.node.id)}, which is another` : 'no default child';
  throw new Error(`${JSON.stringify(construct.node.path)} should have the resource ${type.CFN_RESOURCE_TYPE_NAME} as its default child but has ${found}; this version of aws-cdk-lib is not supported, `
    + 'or an aspect, a property injector or a second copy of aws-cdk-lib got in between');
}
