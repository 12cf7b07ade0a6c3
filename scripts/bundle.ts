import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { dynalitePlugin } from './dynalite-plugin';

const root = path.join(__dirname, '..');

/** What every bundle shares. Nothing in it depends on the machine, so the same source gives the same bytes everywhere. */
const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** `handlers/<name>/index.ts` becomes the asset folder `<out>/handlers/<name>/`: one ES module, the AWS SDK included. */
export async function bundleHandlers(out: string): Promise<void> {
  const folder = path.join(root, 'handlers');
  if (!existsSync(folder)) return;
  const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'index.ts'))).sort();
  await Promise.all(names.map((name) => build({
    ...common,
    entryPoints: [`handlers/${name}/index.ts`],
    outfile: path.join(out, 'handlers', name, 'index.mjs'),
    format: 'esm',
    // Dependencies in CommonJS call `require` for Node's own modules, which an ES module has to be given.
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
  })));
}

/** The local gateway: the command, the programmatic entry and the worker's entry share nothing at run time but files. */
export async function bundleLocal(out: string): Promise<void> {
  await build({
    ...common,
    entryPoints: { 'cli': 'local/cli.ts', 'index': 'local/index.ts', 'lambda-worker': 'local/lambda/worker/index.ts' },
    outdir: path.join(out, 'local'),
    format: 'cjs',
    // Names stay: errors and stack traces are read by people, and keeping them by helper calls would cost time in every closure.
    minify: false,
    minifySyntax: true,
    minifyWhitespace: true,
    plugins: [dynalitePlugin()],
  });
}

async function main(): Promise<void> {
  const out = path.join(root, 'assets');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  await Promise.all([bundleHandlers(out), bundleLocal(out)]);
  writeFileSync(path.join(out, '.complete'), '');
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
