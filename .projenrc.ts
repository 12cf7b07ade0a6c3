import { readFileSync } from 'node:fs';
import { awscdk, cdk, javascript, JsonFile } from 'projen';

/** Newest release of aws-cdk-lib that the template tests run against, beside the floor in `cdkVersion`. */
const NEWEST_CDK = '2.276.0';

/** What `cdk init` writes into a new app, so that the examples are synthesized as a user's app would be. */
const recommendedFlags: Record<string, unknown> = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8'));

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-apigateway-patterns',
  description: 'AWS CDK constructs for Amazon API Gateway with secure defaults, and a local gateway that serves what they synthesize',
  keywords: ['aws', 'cdk', 'apigateway', 'rest-api', 'usage-plans', 'local', 'lambda'],
  author: 'The cdk-apigateway-patterns authors',
  authorAddress: 'authors@cdk-apigateway-patterns.dev',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-apigateway-patterns/cdk-apigateway-patterns.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk-apigateway-patterns authors',
  stability: 'experimental',

  cdkVersion: '2.257.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.0.0',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenVersion: '^0.103.25',
  projenrcTs: true,

  srcdir: 'lib',
  libdir: 'build',
  testdir: 'test',
  entrypoint: 'build/index.js',
  npmignoreEnabled: false,
  docgenFilePath: 'API.md',
  validateTsconfig: cdk.ValidateTsconfig.MINIMAL,
  tsconfig: { compilerOptions: { noUncheckedIndexedAccess: true } },
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    compilerOptions: {
      rootDir: '.',
      noUncheckedIndexedAccess: true,
      lib: ['es2023'],
      types: ['node', 'jest'],
      paths: { 'cdk-apigateway-patterns': ['./lib/index.ts'], 'cdk-apigateway-patterns/local': ['./local/index.ts'] },
    },
    include: ['lib/**/*.ts', 'handlers/**/*.ts', 'local/**/*.ts', 'examples/**/*.ts', 'test/**/*.ts', 'integ-tests/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'],
    exclude: ['integ-tests/**/*.snapshot'],
  },

  github: false,
  release: false,
  depsUpgrade: false,
  pullRequestTemplate: false,
  jest: false,
  eslint: true,
  eslintOptions: {
    dirs: ['lib', 'handlers', 'local'],
    devdirs: ['test', 'examples', 'integ-tests', 'bench', 'scripts'],
    fileExtensions: ['.ts'],
  },
  sampleCode: false,
  readme: undefined,

  devDeps: [
    '@aws-cdk/integ-runner@2.197.10',
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
    '@aws-sdk/client-api-gateway',
    '@aws-sdk/client-apigatewaymanagementapi',
    '@aws-sdk/client-cloudfront',
    '@aws-sdk/client-cloudwatch',
    '@aws-sdk/client-cloudwatch-logs',
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-secrets-manager',
    '@aws-sdk/client-sqs',
    '@smithy/signature-v4',
    '@aws-crypto/sha256-js',
    '@types/aws-lambda',
    '@types/jest@^30',
    '@types/node@^20',
    '@types/yauzl@^3',
    'ajv@^8',
    'ajv-draft-04@^1',
    'autocannon@^8',
    'cdk-nag@^3.0.2',
    '@types/autocannon@^7',
    'aws-cdk@^2',
    `aws-cdk-lib-newest@npm:aws-cdk-lib@${NEWEST_CDK}`,
    'dynalite@^4',
    'esbuild@^0.28',
    'fast-check@^4',
    'jest@^30',
    'jose@^6',
    'oauth2-mock-server@8.2.3',
    'playwright-core@^1',
    'ts-jest@^29',
    'tsx@^4',
    'yaml@^2',
    'yauzl@^3',
  ],
  bin: { 'apigateway-local': 'assets/local/cli.js' },
  gitignore: ['/assets/', '/build/', 'cdk.out/', '.apigateway-local/', 'integ-tests/**/*.snapshot/**/asset.*', '/bench/results/', '*.tsbuildinfo'],
});

project.package.addPackageResolutions('unrs-resolver@1.12.2');
// Apps whose module resolution does not know `exports` find the declarations here.
project.package.addField('typesVersions', { '*': { local: ['./assets/local/types/index.d.ts'] } });
project.package.addField('files', ['.jsii', 'API.md', 'assets/handlers', 'assets/local/*.js', 'assets/local/types/*.d.ts', 'build', '!build/tsconfig.tsbuildinfo']);
project.package.addField('exports', {
  '.': { types: './build/index.d.ts', default: './build/index.js' },
  './local': { types: './assets/local/types/index.d.ts', default: './assets/local/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});

const tsx = 'tsx --tsconfig tsconfig.dev.json';

new JsonFile(project, 'cdk.json', {
  obj: {
    app: `npx ${tsx} examples/app.ts`,
    context: recommendedFlags,
  },
});

// Declarations of the programmatic entry, so that a user's compiler sees types without seeing our sources.
new JsonFile(project, 'tsconfig.local.json', {
  obj: {
    extends: './tsconfig.json',
    compilerOptions: {
      rootDir: 'local', outDir: 'assets/local/types', lib: ['es2023'], types: ['node'], inlineSourceMap: false, inlineSources: false, emitDeclarationOnly: true,
    },
    include: ['local/index.ts', 'local/**/*.d.ts'],
  },
});

const bundle = project.addTask('bundle', { description: 'Bundle the Lambda handlers and the local gateway into assets/' });
bundle.exec('tsx scripts/bundle.ts');
bundle.exec('tsc -p tsconfig.local.json');
project.preCompileTask.spawn(bundle);

const typecheck = project.addTask('typecheck', { description: 'Check the types of everything, tests and examples included', exec: 'tsc --noEmit -p tsconfig.dev.json' });
const lint = project.addTask('lint', { description: 'Check the style, without changing a file' });
lint.env('ESLINT_USE_FLAT_CONFIG', 'false');
lint.exec('eslint --ext .ts --max-warnings 0 --no-error-on-unmatched-pattern lib handlers local test examples integ-tests bench scripts .projenrc.ts');

const integ = project.addTask('integ', {
  description: 'Compare the integration tests\' templates with their committed snapshots; needs no AWS account',
  env: { AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none', AWS_REGION: 'us-east-1' },
});
integ.exec(`integ-runner --directory integ-tests --language typescript --parallel-regions us-east-1 --app "${tsx} {filePath}"`, { receiveArgs: true });

const templates = project.addTask('lint:templates', { description: 'cfn-lint and checkov on the templates of the examples and of apps with every kind of backend; needs Python' });
templates.exec(`${tsx} scripts/lint-templates.ts`);

const unit = project.addTask('test:unit', { description: 'All tests against the oldest supported aws-cdk-lib', receiveArgs: true });
// aws-cdk-lib's own TableV2 uses what it calls deprecated; nothing that a test could say about it.
unit.env('JSII_DEPRECATED', 'quiet');
unit.exec('jest -c jest.config.json', { receiveArgs: true });
const newest = project.addTask('test:newest', { description: 'Template tests against the newest aws-cdk-lib' });
newest.exec('jest -c jest.newest.json --ci --maxWorkers=2');

project.testTask.reset();
for (const step of [bundle, project.compileTask, project.tasks.tryFind('docgen')!, typecheck, lint, unit, newest, integ, templates]) project.testTask.spawn(step);

project.package.setScript('start', 'tsx scripts/start.ts');
project.package.setScript('conformance', 'tsx scripts/conformance.ts');
project.package.setScript('bench:local', 'tsx bench/local.ts');
project.package.setScript('bench:authorizer', 'tsx bench/authorizer.ts');
project.package.setScript('bench:http', 'tsx bench/http.ts');
project.package.setScript('bench:monitoring', 'tsx bench/monitoring.ts');

// Jest runs CommonJS: there a dynamic `import()` becomes a `require`, as it does in the bundles.
new JsonFile(project, 'tsconfig.jest.json', { obj: { extends: './tsconfig.dev.json', compilerOptions: { module: 'commonjs', moduleResolution: 'bundler' } } });

/** One transform for every test: types are checked by `npm run typecheck`, not once more per test file. */
const jest = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.jest.json' }] },
  moduleNameMapper: {
    '^cdk-apigateway-patterns$': '<rootDir>/lib/index.ts',
    '^cdk-apigateway-patterns/local$': '<rootDir>/local/index.ts',
  },
  watchPathIgnorePatterns: ['cdk.out'],
};
new JsonFile(project, 'jest.config.json', { obj: jest });
new JsonFile(project, 'jest.newest.json', {
  obj: {
    ...jest,
    roots: ['<rootDir>/test/lib'],
    moduleNameMapper: { ...jest.moduleNameMapper, '^aws-cdk-lib($|/.*)': 'aws-cdk-lib-newest$1' },
  },
});

// The root tsconfig.json is jsii's and knows lib/ only; the linter needs the one that knows everything.
const eslintConfig = project.tryFindObjectFile('.eslintrc.json');
eslintConfig?.addDeletionOverride('parserOptions.projectService');
eslintConfig?.addOverride('parserOptions.project', ['./tsconfig.dev.json', './projenrc/tsconfig.json']);
eslintConfig?.addOverride('settings.import/resolver.typescript.project', './tsconfig.dev.json');

// What the bundles hold is a development dependency: the package itself has none.
for (const bundled of ['handlers/**', 'local/**']) project.eslint?.allowDevDeps(bundled);

// The three wings never import one another: what ties them is data.
project.eslint?.addRules({
  'import/no-restricted-paths': ['error', {
    zones: [
      { target: './lib', from: ['./handlers', './local', './examples', './test'] },
      { target: './handlers', from: ['./lib', './local', './examples', './test'] },
      { target: './local', from: ['./lib', './handlers', './examples', './test'] },
    ],
  }],
  '@typescript-eslint/no-explicit-any': 'error',
});

// Packaging for the other languages is a task of its own; a plain build packs for npm.
project.packageTask.reset();
project.packageTask.exec('mkdir -p dist');
project.packageTask.exec('npm pack --ignore-scripts --pack-destination dist');

project.synth();
