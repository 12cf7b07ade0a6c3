import { resolve } from 'node:path';
import { Assembly, Resource, Stack } from './assembly';
import { refuseCycles } from './dependencies';
import { Deployment } from './deployment';
import { DEFAULT_ACCOUNT, DEFAULT_REGION } from './environment';
import { AssemblyError, UsageError } from '../errors';
import { isObject, Json } from '../json';
import { assetPathOf } from './reading/assets';
import { plainStacks, readCloudAssembly } from './reading/cloud-assembly';
import { StackSource, readStack } from './reading/stack-source';
import { TemplateResource } from './reading/template';
import { StackScope } from './stack-scope';
import { UnknownValueError } from './template-error';

/** Where stacks come from. */
export type AssemblySource =
  /** A cloud assembly: what `cdk synth` writes, usually `cdk.out`. */
  | { readonly kind: 'folder'; readonly folder: string }
  /** Plain CloudFormation templates, JSON or YAML; each is a stack that is named after its file. */
  | { readonly kind: 'templates'; readonly files: readonly string[] };

export interface LoadOptions {
  /** Region of stacks that name none. Default: `AWS_REGION`, else `us-east-1`. */
  readonly region?: string;
  /** Account of stacks that name none. Default: `000000000000`. */
  readonly account?: string;
  /**
   * Values of template parameters by `Name`, or `Stack:Name` for one stack only. Of a parameter of an SSM type it is the value itself.
   * Default: the defaults of the templates.
   */
  readonly parameters?: Readonly<Record<string, string>>;
}

function givenParameter(parameters: Readonly<Record<string, string>>, source: StackSource, name: string): Json | undefined {
  const qualified = `${source.environment.stackName}:${name}`;
  if (Object.hasOwn(parameters, qualified)) return parameters[qualified];
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}

/** An override that nobody reads is a typing mistake. */
function refuseUnknownParameters(parameters: Readonly<Record<string, string>>, sources: readonly StackSource[]): void {
  const known = sources.flatMap(({ template, environment }) => [...template.parameters.keys()].flatMap(name => [name, `${environment.stackName}:${name}`]));
  for (const name of Object.keys(parameters)) {
    if (!known.includes(name)) throw new UsageError(`no template has a parameter ${JSON.stringify(name)}; expected one of ${known.join(', ') || 'none: the templates have no parameters'}`);
  }
}

/** Two stacks of one name in one place could not be deployed side by side. */
function refuseTwins(sources: readonly StackSource[]): void {
  const seen = new Map<string, string>();
  for (const { environment, template } of sources) {
    const key = `${environment.account}/${environment.region}/${environment.stackName}`;
    const other = seen.get(key);
    if (other !== undefined) throw new AssemblyError(template.file, `${other} is a stack of the same name, ${JSON.stringify(environment.stackName)}. Fix: rename one of them`);
    seen.set(key, template.file);
  }
}

function resolveResource(scope: StackScope, resource: TemplateResource): Resource {
  const { template, assets } = scope.source;
  const properties = scope.evaluate(resource.properties, resource.at.at('Properties'));
  const assetPath = assetPathOf(resource, template.file, assets);
  return {
    stack: scope.environment.stackName,
    logicalId: resource.logicalId,
    type: resource.type,
    properties: isObject(properties) ? properties : {},
    metadata: resource.metadata,
    ref: String(scope.reference(resource.logicalId, resource.at) ?? ''),
    seed: scope.context(resource).seed,
    ...(assetPath === undefined ? {} : { assetPath }),
  };
}

/** Outputs that are known here; one that only AWS knows is left out. */
function resolveOutputs(scope: StackScope): Map<string, string> {
  const outputs = new Map<string, string>();
  for (const name of scope.outputNames()) {
    try {
      const value = scope.output(name, scope.source.template.at);
      outputs.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    } catch (error) {
      if (!(error instanceof UnknownValueError)) throw error;
    }
  }
  return outputs;
}

/** Resolves a stack and its nested stacks, parent first. */
function resolveStack(scope: StackScope): Stack[] {
  const { template, environment, nested } = scope.source;
  refuseCycles(template, scope, resource => scope.exists(resource));
  const resources = new Map<string, Resource>();
  for (const resource of template.resources.values()) {
    if (scope.exists(resource)) resources.set(resource.logicalId, resolveResource(scope, resource));
  }
  const { stackName: name, region, account } = environment;
  const stack: Stack = { name, region, account, file: template.file, resources, outputs: resolveOutputs(scope) };
  return [stack, ...[...nested.keys()].filter(id => resources.has(id)).flatMap(id => resolveStack(scope.nested.get(id) ?? scope))];
}

/** Order in which the stacks could be deployed; stable where it is open. */
function inOrder(deployment: Deployment): StackScope[] {
  const before = new Map<StackScope, Set<StackScope>>();
  const top = (scope: StackScope): StackScope => deployment.scopes.find(root => [...deployment.all([root])].includes(scope)) ?? scope;
  for (const scope of deployment.scopes) {
    const place = scope.environment;
    before.set(scope, new Set(deployment.scopes.filter(({ environment }) =>
      environment.account === place.account && scope.source.after.includes(environment.stackName))));
  }
  for (const [importing, exporting] of deployment.imports) before.get(top(importing))?.add(top(exporting));
  const order = new Set<StackScope>();
  const path: StackScope[] = [];
  const add = (scope: StackScope): void => {
    if (order.has(scope)) return;
    if (path.includes(scope)) {
      const cycle = [...path.slice(path.indexOf(scope)), scope].map(member => member.environment.stackName).join(' -> ');
      throw new AssemblyError(scope.source.template.file, `circular reference between stacks: ${cycle}. Fix: move the shared resource to a stack of its own`);
    }
    path.push(scope);
    for (const other of before.get(scope) ?? []) if (other !== scope) add(other);
    path.pop();
    order.add(scope);
  };
  for (const scope of deployment.scopes) add(scope);
  return [...order];
}

function jsonFiles(sources: readonly StackSource[]): string[] {
  return sources.flatMap(source => [source.template.file, ...jsonFiles([...source.nested.values()])]);
}

/**
 * Loads stacks and resolves all intrinsic functions and dynamic references to values that are the same at every start.
 * A property that only AWS knows throws {@link UnknownValueError} when it is read, not before.
 * @throws AssemblyError when something is missing, malformed, or refers to what is not there; the message names file, place and fix.
 */
export async function loadAssembly(source: AssemblySource, options: LoadOptions = {}): Promise<Assembly> {
  const defaults = { region: options.region ?? process.env.AWS_REGION ?? DEFAULT_REGION, account: options.account ?? DEFAULT_ACCOUNT };
  const { stacks: places, manifests } = source.kind === 'folder'
    ? await readCloudAssembly(resolve(source.folder), defaults)
    : { stacks: plainStacks(source.files.map(file => resolve(file)), defaults), manifests: [] };
  const sources: StackSource[] = [];
  for (const place of places) sources.push(await readStack(place));
  refuseTwins(sources);
  const parameters = options.parameters ?? {};
  refuseUnknownParameters(parameters, sources);
  const deployment = new Deployment(sources, (stack, name) => givenParameter(parameters, stack, name));
  const resolved = new Map(deployment.scopes.map(scope => [scope, resolveStack(scope)]));
  return {
    stacks: inOrder(deployment).flatMap(scope => resolved.get(scope) ?? []),
    files: [...manifests, ...jsonFiles(sources)],
  };
}

