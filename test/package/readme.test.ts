import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import * as cdk from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import * as patterns from 'cdk-apigateway-patterns';
import * as gateway from 'cdk-apigateway-patterns/local';

const root = path.join(__dirname, '..', '..');
const modules: Record<string, unknown> = { 'aws-cdk-lib/aws-lambda': lambda, 'cdk-apigateway-patterns': patterns, 'cdk-apigateway-patterns/local': gateway };

/** The README's TypeScript example that contains a text, ready to run with names that it leaves open. */
function example(containing: string, names: Record<string, unknown>): (self?: unknown) => unknown {
  const blocks = [...readFileSync(path.join(root, 'README.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
  const code = blocks.find((block) => block.includes(containing));
  if (code === undefined) throw new Error(`README.md has no example with ${containing}`);
  const { outputText } = transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } });
  const run = new Function('require', 'exports', ...Object.keys(names), outputText) as (this: unknown, ...given: unknown[]) => unknown;
  return (self) => run.call(self, (name: string) => modules[name], {}, ...Object.values(names));
}

test('the first example synthesizes, and the test of the README passes on it', async () => {
  const folder = mkdtempSync(path.join(__dirname, 'readme-'));
  const before = process.cwd();
  try {
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    mkdirSync(path.join(folder, 'cdk.out'));
    const app = new cdk.App({ outdir: path.join(folder, 'cdk.out') });
    const stack = new cdk.Stack(app, 'Shop');
    const ordersFunction = new lambda.Function(stack, 'OrdersFunction', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200, body: "{}" });'),
    });
    example('new RestApiWithUsagePlans', { ordersFunction })(stack);
    app.synth();

    process.chdir(folder);
    const tests: (() => Promise<void>)[] = [];
    example('LocalClock.frozenAt', { test: (_: string, body: () => Promise<void>) => tests.push(body), expect })();
    expect(tests).toHaveLength(1);
    for (const body of tests) await body();
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
