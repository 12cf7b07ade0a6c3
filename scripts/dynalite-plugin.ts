import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Makes dynalite part of a bundle that pays for it only when it is called: the import becomes a function that loads it at its first call. Dynalite names its actions and validations at run time, which esbuild follows only with the extension in the expression;
 * and it loads a native LevelDB for a store on disk, which the gateway, with its store in memory, never opens.
 */
export function dynalitePlugin(): Plugin {
  return {
    name: 'dynalite',
    setup(build) {
      build.onResolve({ filter: /^dynalite$/ }, ({ namespace }) => namespace === 'dynalite-lazy' ? undefined : { path: 'dynalite', namespace: 'dynalite-lazy' });
      build.onLoad({ filter: /.*/, namespace: 'dynalite-lazy' }, () => ({
        contents: "module.exports = (options) => require('dynalite')(options);",
        resolveDir: build.initialOptions.absWorkingDir ?? process.cwd(),
        loader: 'js',
      }));
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
