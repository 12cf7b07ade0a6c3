import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Makes dynalite one bundle. It names its actions and validations at run time, which esbuild follows only with the extension in the expression;
 * and it loads a native LevelDB for a store on disk, which the gateway, with its store in memory, never opens.
 */
export function dynalitePlugin(): Plugin {
  return {
    name: 'dynalite',
    setup(build) {
      build.onLoad({ filter: /[\\/]dynalite[\\/]index\.js$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = source.replace(/require\('(\.\/(?:actions|validations)\/)' \+ action\)/g, "require('$1' + action + '.js')");
        if (contents.split("+ action + '.js'").length !== 3) return { errors: [{ text: `${path}: expected two dynamic requires of dynalite 4; adapt the plugin to this version` }] };
        return { contents, loader: 'js' };
      });
      build.onResolve({ filter: /^level$/ }, ({ importer }) =>
        /[\\/]dynalite[\\/]/.test(importer) ? { path: 'level', namespace: 'dynalite-memory-only' } : undefined);
      build.onLoad({ filter: /.*/, namespace: 'dynalite-memory-only' }, () => ({
        contents: "exports.Level = class { constructor() { throw new Error('only a store in memory is bundled'); } };",
        loader: 'js',
      }));
    },
  };
}
