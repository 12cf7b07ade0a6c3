import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { nativeImport } from './native-import';
import { RuntimeError } from './runtime-error';
import { importWithSdk, provideSdkToRequire } from './runtime-sdk';
import { withPlace } from './syntax-place';

/** How the code of a handler is brought in. */
export interface ModuleLoading {
  /** Appended to the URL of an ES module, so that a second load of the same file is a new module. */
  readonly version?: string;
}

/**
 * Loads a module of a function the way Lambda finds it: the file without extension, `.js`, `.mjs`, `.cjs`, then whatever `require` resolves.
 *
 * @param name path inside the code directory, without extension
 * @throws RuntimeError when there is no such module or it has a syntax error; what the module itself throws passes unchanged
 */
export async function loadHandlerModule(codeDirectory: string, name: string, loading: ModuleLoading = {}): Promise<unknown> {
  const base = path.resolve(codeDirectory, name);
  try {
    await provideSdkToRequire(codeDirectory);
    const file = ['', '.js', '.mjs', '.cjs'].map((extension) => base + extension).find(isFile);
    if (file !== undefined) return await (isEsModule(file) ? importFile(file, loading) : (await nativeRequire(file))(file));
    return (await nativeRequire(base))(resolvePackage(await nativeRequire(base), codeDirectory, name));
  } catch (error) {
    throw asLambdaError(error);
  }
}

async function importFile(file: string, loading: ModuleLoading): Promise<unknown> {
  const url = pathToFileURL(file);
  if (loading.version !== undefined) url.searchParams.set('v', loading.version);
  try {
    return await importWithSdk(url.href);
  } catch (error) {
    throw withPlace(error, file);
  }
}

/** A `require` that is Node's own, also inside a test runner that replaces it. */
export async function nativeRequire(file: string): Promise<NodeJS.Require> {
  const module = await nativeImport('node:module') as { readonly createRequire: typeof createRequire };
  return module.createRequire(file);
}

function resolvePackage(require: NodeJS.Require, codeDirectory: string, name: string): string {
  try {
    return require.resolve(name, { paths: [codeDirectory, path.dirname(path.resolve(codeDirectory, name))] });
  } catch (error) {
    if (codeOf(error) !== 'MODULE_NOT_FOUND') throw error;
    throw new RuntimeError('ImportModuleError', `Error: Cannot find module '${path.basename(name)}' in ${codeDirectory}${advice(codeDirectory, name)}`);
  }
}

function advice(codeDirectory: string, name: string): string {
  if (!existsSync(codeDirectory)) return ': the directory does not exist; synthesize the app again';
  const base = path.resolve(codeDirectory, name);
  const source = ['.ts', '.mts', '.cts', '.tsx'].find((extension) => isFile(base + extension));
  if (source === undefined) return `: there is no ${name}.js, ${name}.mjs or ${name}.cjs`;
  return `: there is ${name}${source}, but TypeScript is not compiled here; bundle it (NodejsFunction) or point the asset at the compiled code`;
}

function asLambdaError(error: unknown): unknown {
  if (error instanceof RuntimeError) return error;
  if (error instanceof Error || (typeof error === 'object' && error !== null)) {
    if ((error as Partial<Error>).name === 'SyntaxError') return RuntimeError.wrapping('UserCodeSyntaxError', error);
    if (codeOf(error) === 'MODULE_NOT_FOUND') return RuntimeError.wrapping('ImportModuleError', error);
  }
  return error;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function isEsModule(file: string): boolean {
  if (file.endsWith('.mjs')) return true;
  return file.endsWith('.js') && nearestPackageType(path.dirname(file)) === 'module';
}

function nearestPackageType(folder: string): unknown {
  if (path.basename(folder) === 'node_modules') return undefined;
  const manifest = path.join(folder, 'package.json');
  if (existsSync(manifest)) {
    try {
      const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
      return typeof content === 'object' && content !== null && 'type' in content ? content.type : undefined;
    } catch {
      return undefined;
    }
  }
  const parent = path.dirname(folder);
  return parent === folder ? undefined : nearestPackageType(parent);
}
