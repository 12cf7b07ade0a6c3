import * as vm from 'node:vm';

type Importer = (specifier: string) => Promise<unknown>;

let sandboxed: Importer | undefined;

/**
 * Node's own `import()`, also where the surrounding code runs inside a sandbox that has none, as test runners do.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/vm.html#vmconstantsuse_main_context_default_loader
 */
export async function nativeImport(specifier: string): Promise<unknown> {
  if (sandboxed !== undefined) return sandboxed(specifier);
  try {
    return await import(specifier);
  } catch (error) {
    if (!isMissingImporter(error)) throw error;
    sandboxed = compileImporter();
    return sandboxed(specifier);
  }
}

function isMissingImporter(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG';
}

function compileImporter(): Importer {
  const compiled: unknown = vm.compileFunction('return import(specifier);', ['specifier'], {
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  return compiled as Importer;
}
