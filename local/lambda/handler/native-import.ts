import * as vm from 'node:vm';

type Importer = (specifier: string) => Promise<unknown>;

const code = 'return import(specifier);';
let importer: Importer | undefined;

/**
 * Node's own `import()`, which bundlers and compilers leave alone, also where the surrounding code runs inside a sandbox that has none, as test
 * runners do.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/vm.html#vmconstantsuse_main_context_default_loader
 */
export async function nativeImport(specifier: string): Promise<unknown> {
  importer ??= new Function('specifier', code) as Importer;
  try {
    return await importer(specifier);
  } catch (error) {
    if (!isMissingImporter(error)) throw error;
    const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
    const compiled: unknown = vm.compileFunction(code, ['specifier'], { importModuleDynamically });
    importer = compiled as Importer;
    return importer(specifier);
  }
}

function isMissingImporter(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING');
}
