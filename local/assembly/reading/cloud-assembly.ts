import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AssetIndex, readAssetManifest } from './assets';
import { parseJson, readText } from './read-document';
import { StackPlace } from './stack-source';
import { AssemblyError } from '../../errors';
import { isObject, Json, JsonObject } from '../../json';

/** Where stacks live that don't say it. */
export interface DefaultEnvironment {
  readonly region: string;
  readonly account: string;
}

interface Manifest {
  readonly file: string;
  readonly folder: string;
  readonly artifacts: ReadonlyMap<string, JsonObject>;
}

async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, 'manifest.json');
  if (!existsSync(folder)) {
    throw new AssemblyError(folder, 'the folder does not exist; expected the output of `cdk synth`. Fix: run `npx cdk synth`, or give the app command instead of a folder');
  }
  if (!existsSync(file)) {
    throw new AssemblyError(folder, 'not a cloud assembly: it has no manifest.json. Fix: give the folder that `cdk synth` writes (cdk.out), or a template with --template');
  }
  const document = parseJson(file, await readText(file));
  if (!isObject(document) || !isObject(document.artifacts)) {
    throw new AssemblyError(file, 'not the manifest of a cloud assembly: it has no artifacts. Fix: synthesize the app again');
  }
  const artifacts = Object.entries(document.artifacts).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
  return { file, folder, artifacts: new Map(artifacts) };
}

const propertiesOf = (artifact: JsonObject): JsonObject => (isObject(artifact.properties) ? artifact.properties : {});

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Region and account of a stack artifact; `aws://unknown-account/unknown-region` when the app left them open. */
function environmentOf(artifact: JsonObject, defaults: DefaultEnvironment): DefaultEnvironment & { isPlaced: boolean } {
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(textOf(artifact.environment) ?? '') ?? [];
  const isOpen = account === undefined || account === 'unknown-account' || region === 'unknown-region';
  return {
    account: account === undefined || account === 'unknown-account' ? defaults.account : account,
    region: region === undefined || region === 'unknown-region' ? defaults.region : region,
    isPlaced: !isOpen,
  };
}

async function assetsOf(manifest: Manifest): Promise<AssetIndex> {
  const index = new Map<string, string>();
  for (const artifact of manifest.artifacts.values()) {
    const file = artifact.type === 'cdk:asset-manifest' ? textOf(propertiesOf(artifact).file) : undefined;
    if (file === undefined || !existsSync(join(manifest.folder, file))) continue;
    for (const [key, path] of await readAssetManifest(join(manifest.folder, file))) index.set(key, path);
  }
  return index;
}

function stackName(id: string, artifact: JsonObject): string {
  return textOf(propertiesOf(artifact).stackName) ?? textOf(artifact.displayName) ?? id;
}

export interface CloudAssembly {
  readonly stacks: readonly StackPlace[];
  readonly manifests: readonly string[];
}

/** Finds the stacks of a cloud assembly, those of its stages included. @throws AssemblyError when the folder is not one. */
export async function readCloudAssembly(folder: string, defaults: DefaultEnvironment): Promise<CloudAssembly> {
  const manifest = await readManifest(folder);
  const assets = await assetsOf(manifest);
  const stacks: StackPlace[] = [];
  const manifests = [manifest.file];
  for (const [id, artifact] of manifest.artifacts) {
    const properties = propertiesOf(artifact);
    if (artifact.type === 'cdk:cloud-assembly') {
      const stage = await readCloudAssembly(join(folder, textOf(properties.directoryName) ?? id), defaults);
      stacks.push(...stage.stacks);
      manifests.push(...stage.manifests);
    } else if (artifact.type === 'aws:cloudformation:stack') {
      const template = textOf(properties.templateFile);
      if (template === undefined) throw new AssemblyError(manifest.file, `the stack ${id} has no templateFile. Fix: synthesize the app again`);
      const dependencies = Array.isArray(artifact.dependencies) ? artifact.dependencies : [];
      const after = dependencies.flatMap(dependency => {
        const target = typeof dependency === 'string' ? manifest.artifacts.get(dependency) : undefined;
        return target?.type === 'aws:cloudformation:stack' ? [stackName(String(dependency), target)] : [];
      });
      const place = environmentOf(artifact, defaults);
      stacks.push({ name: stackName(id, artifact), file: join(folder, template), ...place, mayBeEmpty: true, assets, after });
    }
  }
  return { stacks, manifests };
}

/** Plain templates, each a stack that is named after its file. */
export function plainStacks(files: readonly string[], defaults: DefaultEnvironment): StackPlace[] {
  return files.map(file => ({
    name: basename(file).replace(/(\.template)?\.[^.]*$/, ''), file, ...defaults, isPlaced: false, mayBeEmpty: false, assets: new Map(), after: [],
  }));
}
