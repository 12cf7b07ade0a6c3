import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messageOf, UsageError } from '../errors';
import { isObject, JsonObject } from '../json';

/** Settings of a CDK project, as the CDK's own command line reads them. */
export interface CdkProject {
  /** Folder of the nearest `cdk.json`; the working folder when there is none. */
  readonly folder: string;
  /** The app command of `cdk.json`. */
  readonly app?: string;
  /** Context for the app: `cdk.json`, then `cdk.context.json`, then the user's `~/.cdk.json`; the first that has a key wins. */
  readonly context: JsonObject;
}

const appOf = ({ app }: JsonObject): string | undefined => (typeof app === 'string' ? app : undefined);

function readObject(file: string): JsonObject {
  if (!existsSync(file)) return {};
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isObject(value)) return value;
  } catch (error) {
    throw new UsageError(`${file}: malformed JSON: ${messageOf(error)}`, { cause: error });
  }
  throw new UsageError(`${file}: expected a JSON object`);
}

const objectOf = (value: JsonObject[string] | undefined): JsonObject => (isObject(value) ? value : {});

/** The nearest folder, from `start` upwards, that has a file of this name. */
export function nearestWith(name: string, start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * Context that the CDK's command line adds, so that an app behaves as under `cdk synth`: paths and assets in the metadata of
 * resources, and bundling for all stacks.
 */
function toolContext(settings: JsonObject): JsonObject {
  return {
    ...(settings.pathMetadata === false ? {} : { 'aws:cdk:enable-path-metadata': true }),
    ...(settings.assetMetadata === false ? {} : { 'aws:cdk:enable-asset-metadata': true }),
    ...(settings.staging === false ? { 'aws:cdk:disable-asset-staging': true } : {}),
    ...(settings.versionReporting === false ? {} : { 'aws:cdk:version-reporting': true }),
    'aws:cdk:bundling-stacks': settings.bundlingStacks ?? ['**'],
  };
}

/** The app command of the cdk.json in a folder, not above it. @throws UsageError when the file is malformed. */
export function readAppCommand(folder: string): string | undefined {
  return appOf(readObject(join(folder, 'cdk.json')));
}

/** Reads the project around a folder. @throws UsageError when one of its files is malformed. */
export function readCdkProject(start: string, home: string): CdkProject {
  const folder = nearestWith('cdk.json', start) ?? resolve(start);
  const settings = readObject(join(folder, 'cdk.json'));
  const context = {
    ...objectOf(readObject(join(home, '.cdk.json')).context),
    ...readObject(join(folder, 'cdk.context.json')),
    ...objectOf(settings.context),
    ...toolContext(settings),
  };
  const app = appOf(settings);
  return { folder, ...(app === undefined ? {} : { app }), context };
}
