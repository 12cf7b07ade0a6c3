import { FunctionRegistry } from '../../../local/lambda/function-registry';
import { invoke } from '../../../local/lambda/invoke';
import { LocalClock } from '../../../local/local-clock';
import { FunctionCode } from '../../support/function-code';
import { lambdaWorkerFile } from '../../support/lambda-worker';
import { RecordingReporter } from '../../support/recording-reporter';

jest.setTimeout(30_000);

const code = new FunctionCode();
const clock = new LocalClock();
afterAll(() => {
  code.remove();
  clock.close();
});

const common = 'const { EndpointURLScheme } = require("@aws-sdk/types"); exports.handler = async () => EndpointURLScheme.HTTPS;';
const inner = 'import types from "@aws-sdk/types"; export const found = types.EndpointURLScheme.HTTPS;';
const entry = 'import { found } from "./inner.mjs"; export const handler = async () => found;';
const own = { 'node_modules/@aws-sdk/types/package.json': '{"main":"own.js"}', 'node_modules/@aws-sdk/types/own.js': 'exports.EndpointURLScheme = { HTTPS: "own" };' };

describe.each(['isolated', 'in-process'] as const)('a function that runs %s', (mode) => {
  const result = async (files: Readonly<Record<string, string>>): Promise<unknown> => {
    const registry = new FunctionRegistry({ clock, reporter: new RecordingReporter(), workerFile: await lambdaWorkerFile(), mode });
    registry.apply([code.model(files)]);
    const found = registry.find('orders');
    const { payload } = await (found && invoke(found, '{}', { requestId: 'r', invokedArn: 'orders' })) as { payload: string };
    await registry.close();
    return JSON.parse(payload);
  };

  it.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['CommonJS takes the SDK of the project', { 'index.js': common }, 'https'],
    ['CommonJS prefers its own', { 'index.js': common, ...own }, 'own'],
    ['an ES module takes the SDK of the project', { 'index.mjs': entry, 'inner.mjs': inner }, 'https'],
    ['an ES module prefers its own', { 'index.mjs': entry, 'inner.mjs': inner, ...own }, 'own'],
    ['an ES module takes it behind a CommonJS module', { 'index.mjs': 'import inner from "./inner.cjs"; export const { handler } = inner;', 'inner.cjs': common }, 'https'],
  ])('%s', async (_name, files, found) => {
    expect(await result(files)).toBe(found);
  });

  it.each<readonly [string, Readonly<Record<string, string>>]>([
    ['require', { 'index.js': 'require("@aws-sdk/client-nowhere/sub");' }],
    ['import', { 'index.mjs': 'import "@aws-sdk/client-nowhere";' }],
  ])('is told by %s what to install when the project has no SDK, either', async (_name, files) => {
    expect(await result(files)).toMatchObject({
      errorMessage: expect.stringContaining('Lambda\'s runtime brings @aws-sdk/client-nowhere; on this machine install it: npm install -D @aws-sdk/client-nowhere'),
    });
  });

  it('finds nothing else of the project', async () => {
    expect(await result({ 'index.js': 'require("typescript");' })).toMatchObject({ errorMessage: expect.stringMatching(/Cannot find module 'typescript'(?![^]*brings)/) });
    expect(await result({ 'index.mjs': 'import "typescript";' })).toMatchObject({ errorMessage: expect.stringMatching(/Cannot find package 'typescript'(?![^]*brings)/) });
  });

  it('is told file and line of a syntax error in an ES module', async () => {
    expect(await result({ 'index.mjs': 'let x = 1;\nconst y = ;\nexport const handler = x;' })).toMatchObject({
      errorType: 'Runtime.UserCodeSyntaxError', errorMessage: expect.stringMatching(/SyntaxError: Unexpected token ';' \(.*index\.mjs:2\)/),
    });
    expect(await result({ 'index.mjs': 'import "./bad.mjs";', 'bad.mjs': 'const y = ;' })).toMatchObject({ errorMessage: expect.stringMatching(/index\.mjs or a module that it imports/) });
  });
});
