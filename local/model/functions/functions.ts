import { existsSync, statSync } from 'node:fs';
import { FunctionModel } from './function';
import { writeInlineCode } from './inline-code';
import { unpackArchive } from './unpack-archive';
import { partitionOf } from '../../assembly/environment';
import { UnknownValueError } from '../../assembly/template-error';
import { StackResource, StackResources } from '../stack-resources';

interface Code {
  readonly directory: string;
  readonly archive?: string;
  readonly notRunnable?: string;
}

/** Where the code is, or why there is none that could run. */
async function codeOf({ resource, properties }: StackResource, runtime: string, codeFolder: string): Promise<Code> {
  const unusable = (reason: string): Code => ({ directory: '', notRunnable: reason });
  const code = properties.object('Code');
  if (properties.text('PackageType') === 'Image' || code.has('ImageUri')) return unusable('it is a container image, and nothing is run in containers here');
  if (!runtime.startsWith('nodejs')) return unusable(`its runtime is ${JSON.stringify(runtime)}; only Node.js functions run here so far`);
  const inline = code.text('ZipFile');
  if (inline !== undefined) return { directory: writeInlineCode(codeFolder, resource.ref, runtime, inline) };
  const path = resource.assetPath;
  if (path === undefined) {
    return unusable(`its code is the S3 object ${code.text('S3Bucket') ?? ''}/${code.text('S3Key') ?? ''}: give the folder or zip file in the resource's Metadata as "aws:asset:path"`);
  }
  if (!existsSync(path)) return unusable(`its code ${path} is not there: synthesize the app again`);
  if (statSync(path).isDirectory()) return { directory: path };
  const unpacked = await unpackArchive(path, codeFolder);
  return 'directory' in unpacked
    ? { directory: unpacked.directory, archive: path }
    : { ...unusable(`its code ${path} can't be unpacked: ${unpacked.refusal}`), archive: path };
}

/** Environment variables; one that only AWS knows is left out and named. */
function environmentOf(entry: StackResource, all: StackResources): Map<string, string> {
  const variables = entry.properties.object('Environment').object('Variables');
  const result = new Map<string, string>();
  for (const name of variables.names()) {
    try {
      const value = variables.text(name);
      if (value !== undefined) result.set(name, value);
    } catch (error) {
      if (!(error instanceof UnknownValueError)) throw error;
      all.leaveOut(entry, `its environment variable ${name} is not set: ${error.message}`);
    }
  }
  return result;
}

/** Aliases and versions by the unqualified ARN of their function. */
function qualifiers(all: StackResources): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const { resource } of all.of('AWS::Lambda::Version', 'AWS::Lambda::Alias')) {
    const unqualified = resource.ref.split(':').slice(0, 7).join(':');
    result.set(unqualified, [...result.get(unqualified) ?? [], resource.ref]);
  }
  return result;
}

/**
 * Builds the functions of an assembly.
 * @param codeFolder directory where inline code and that of zip files is written, each in one of its own
 */
export async function buildFunctions(all: StackResources, codeFolder: string): Promise<FunctionModel[]> {
  const qualified = qualifiers(all);
  const taken = new Map<string, StackResource>();
  const result: FunctionModel[] = [];
  for (const entry of all.of('AWS::Lambda::Function')) {
    const { stack, resource, properties } = entry;
    const arn = `arn:${partitionOf(stack.region)}:lambda:${stack.region}:${stack.account}:function:${resource.ref}`;
    const other = taken.get(arn);
    if (other) {
      properties.refuse('FunctionName', 'a name that is unique in its region', `${other.resource.logicalId} of the stack ${other.stack.name} is a function of the same name`, 'rename one of the two');
    }
    taken.set(arn, entry);
    const runtime = properties.text('Runtime') ?? '';
    const { directory, archive, notRunnable } = await codeOf(entry, runtime, codeFolder);
    if (notRunnable !== undefined) all.leaveOut(entry, `it can't run: ${notRunnable}`);
    if (properties.list('Layers').length > 0) all.leaveOut(entry, 'its layers are not there: bundle what it needs with its code');
    const reservedConcurrency = properties.number('ReservedConcurrentExecutions');
    const logGroup = properties.object('LoggingConfig').text('LogGroup');
    result.push({
      stack: stack.name,
      logicalId: resource.logicalId,
      name: resource.ref,
      arn,
      region: stack.region,
      account: stack.account,
      runtime,
      handler: properties.text('Handler') ?? '',
      codeDirectory: directory,
      ...(archive === undefined ? {} : { codeArchive: archive }),
      memoryMegabytes: properties.number('MemorySize') ?? 128,
      timeoutMilliseconds: (properties.number('Timeout') ?? 3) * 1000,
      environment: environmentOf(entry, all),
      ...(logGroup === undefined ? {} : { logGroup }),
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
      qualifiers: qualified.get(arn) ?? [],
      ...(notRunnable === undefined ? {} : { notRunnable }),
    });
  }
  return result;
}
