import { AssetIndex, nestedTemplateOf } from './assets';
import { StackEnvironment, partitionOf, urlSuffixOf } from '../environment';
import { readDocument } from './read-document';
import { Template, parseTemplate } from './template';
import { isObject } from '../../json';
import { uuid } from '../physical/deterministic';
import { TemplateError } from '../template-error';

/** A stack as it was read: its template, and those of its nested stacks by logical id. */
export interface StackSource {
  readonly template: Template;
  readonly environment: StackEnvironment;
  readonly assets: AssetIndex;
  readonly nested: ReadonlyMap<string, StackSource>;
  /** Names of stacks that must come first, as the manifest says. */
  readonly after: readonly string[];
}

export interface StackPlace {
  readonly name: string;
  readonly file: string;
  readonly region: string;
  readonly account: string;
  /** The template names its own account and region, so two stacks of one name can live side by side. */
  readonly isPlaced: boolean;
  /** The app may define a stack without any resource; a plain template without is a wrong file. */
  readonly mayBeEmpty: boolean;
  readonly assets: AssetIndex;
  readonly after: readonly string[];
}

function environmentOf(place: StackPlace): StackEnvironment {
  const { name, region, account } = place;
  const seed = place.isPlaced ? `${account}/${region}/${name}` : name;
  const partition = partitionOf(region);
  return {
    stackName: name,
    region,
    account,
    partition,
    urlSuffix: urlSuffixOf(region),
    seed,
    stackId: `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${uuid(seed)}`,
  };
}

/** Reads a template and those nested in it. @throws AssemblyError when one is missing, malformed, or nests itself. */
export async function readStack(place: StackPlace, ancestors: readonly string[] = []): Promise<StackSource> {
  const document = await readDocument(place.file);
  const template = parseTemplate(place.file, place.mayBeEmpty && isObject(document) ? { Resources: {}, ...document } : document);
  const nested = new Map<string, StackSource>();
  const line = [...ancestors, place.file];
  for (const resource of template.resources.values()) {
    if (resource.type !== 'AWS::CloudFormation::Stack') continue;
    const file = nestedTemplateOf(resource, place.file, place.assets);
    if (file === undefined) continue;
    if (line.includes(file)) throw new TemplateError(resource.at, { problem: 'the template nests itself', found: file });
    nested.set(resource.logicalId, await readStack({ ...place, file, name: `${place.name}-${resource.logicalId}`, after: [] }, line));
  }
  return { template, environment: environmentOf(place), assets: place.assets, nested, after: place.after };
}
