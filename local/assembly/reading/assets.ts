import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readDocument } from './read-document';
import { TemplateResource } from './template';
import { isObject, Json } from '../../json';

/** Files and folders that CDK uploads, by object key, as an asset manifest lists them. */
export type AssetIndex = ReadonlyMap<string, string>;

/** Reads the asset manifest that `cdk synth` writes beside a template. */
export async function readAssetManifest(file: string): Promise<AssetIndex> {
  const document = await readDocument(file);
  const index = new Map<string, string>();
  const files = isObject(document) && isObject(document.files) ? document.files : {};
  for (const asset of Object.values(files)) {
    const { source, destinations } = isObject(asset) ? asset : {};
    if (!isObject(source) || typeof source.path !== 'string' || !isObject(destinations)) continue;
    for (const destination of Object.values(destinations)) {
      if (isObject(destination) && typeof destination.objectKey === 'string') index.set(destination.objectKey, resolve(dirname(file), source.path));
    }
  }
  return index;
}

/** Properties that name the object of an asset. */
const KEY_PROPERTIES = [['Code', 'S3Key'], ['Content', 'S3Key'], ['BodyS3Location', 'Key']] as const;

function objectKeyOf(resource: TemplateResource): Json | undefined {
  for (const [property, member] of KEY_PROPERTIES) {
    const value = resource.properties[property];
    if (isObject(value) && value[member] !== undefined) return value[member];
  }
  return undefined;
}

/**
 * Local file or folder behind a resource: from `Metadata["aws:asset:path"]`, relative to the template, or else from the asset manifest,
 * which is there also when CDK was run without asset metadata.
 */
export function assetPathOf(resource: TemplateResource, file: string, assets: AssetIndex): string | undefined {
  const path = resource.metadata['aws:asset:path'];
  if (typeof path === 'string') return resolve(dirname(file), path);
  const key = objectKeyOf(resource);
  return typeof key === 'string' ? assets.get(key) : undefined;
}

/** Template of a nested stack: its asset, or a `TemplateURL` that is a path beside the parent's template. */
export function nestedTemplateOf(resource: TemplateResource, file: string, assets: AssetIndex): string | undefined {
  const path = assetPathOf(resource, file, assets);
  if (path !== undefined) return path;
  const url = resource.properties.TemplateURL;
  if (typeof url === 'string' && !/^https?:/.test(url)) {
    const beside = resolve(dirname(file), url);
    return existsSync(beside) ? beside : undefined;
  }
  const text = JSON.stringify(url ?? null);
  for (const [key, source] of assets) if (text.includes(key)) return source;
  return undefined;
}
