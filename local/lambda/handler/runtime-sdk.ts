import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { nativeImport } from './native-import';
import { realFolder } from '../real-folder';

/** The part of Node's module system that CommonJS resolution goes through; the service's own runtime steps in at the same place. */
interface CommonJsModules {
  _resolveFilename(request: string, parent: { readonly filename?: string | null } | undefined, isMain?: boolean, options?: object): string;
}

interface NodeModules {
  readonly Module: CommonJsModules;
  register(specifier: string, options: { readonly data: unknown }): void;
}

/** Taken before a worker gives functions a working directory of their own. */
const project = process.cwd();
const commonJsFolders = new Set<string>();
let moduleHook: Promise<void> | undefined;

/**
 * Lets `require` find the SDK, which Lambda's Node runtimes bring, in the project when the code of a function doesn't hold it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-sdk-included
 */
export async function provideSdkToRequire(codeDirectory: string): Promise<void> {
  const isFirst = commonJsFolders.size === 0;
  commonJsFolders.add(codeDirectory + path.sep);
  commonJsFolders.add(realFolder(codeDirectory) + path.sep);
  if (!isFirst) return;
  const { Module } = await nativeImport('node:module') as NodeModules;
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, isMain, options) {
    try {
      return resolve.call(this, request, parent, isMain, options);
    } catch (error) {
      if (sdkPackage(request) === undefined || !isInFunction(parent?.filename)) throw error;
      try {
        return resolve.call(this, request, parent, isMain, { paths: [project] });
      } catch {
        throw withAdvice(error);
      }
    }
  };
}

/**
 * Imports an ES module; where the SDK is missing, once more with the project's.
 * The hook that this takes costs time and a thread, so it is only set when an import has failed.
 */
export async function importWithSdk(url: string): Promise<unknown> {
  try {
    return await nativeImport(url);
  } catch (error) {
    if (missingSdk(error) === undefined) throw error;
    moduleHook ??= nativeImport('node:module').then((modules) => {
      (modules as NodeModules).register(`data:text/javascript,${encodeURIComponent(HOOK)}`, { data: pathToFileURL(path.join(project, 'index.js')).href });
    });
    await moduleHook;
    const again = new URL(url);
    again.searchParams.set(MARK, '');
    try {
      return await nativeImport(again.href);
    } catch (second) {
      throw withAdvice(second);
    }
  }
}

const MARK = 'project-sdk';

/** Node remembers imports that failed, so the modules of the second attempt go by other URLs; the mark also keeps the hook from all other code. */
const HOOK = `
  let project;
  export async function initialize(data) { project = data; }
  export async function resolve(specifier, context, next) {
    if (!context.parentURL?.includes('${MARK}=')) return next(specifier, context);
    try {
      const found = await next(specifier, context);
      if (!found.url.startsWith('file:') || found.format === 'commonjs') return found;
      const url = new URL(found.url);
      url.searchParams.set('${MARK}', '');
      return { ...found, url: url.href };
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND' || !${String(sdkPattern())}.test(specifier)) throw error;
      try { return await next(specifier, { ...context, parentURL: project }); } catch { throw error; }
    }
  }`;

function sdkPattern(): RegExp {
  return /^(@(?:aws-sdk|smithy)\/[^/]+)/;
}

function sdkPackage(request: string): string | undefined {
  return sdkPattern().exec(request)?.[1];
}

function missingSdk(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('message' in error)) return undefined;
  return sdkPackage(/^Cannot find (?:package|module) '([^']+)'/.exec(String(error.message))?.[1] ?? '');
}

function withAdvice(error: unknown): unknown {
  const name = missingSdk(error);
  if (name === undefined || !(typeof error === 'object' && error !== null && 'message' in error)) return error;
  error.message = `${String(error.message)}\nLambda's runtime brings ${name}; on this machine install it: npm install -D ${name}`;
  return error;
}

function isInFunction(file: string | null | undefined): boolean {
  return typeof file === 'string' && [...commonJsFolders].some((folder) => file.startsWith(folder));
}
