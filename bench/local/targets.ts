import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ServerCommand } from './server-process';

/** The account's throttle is far above what is measured: it would cap the gateway at 10,000 requests a second. */
const UNLIMITED = '1000000,1000000';

export const CLI = path.join(__dirname, '..', '..', 'assets', 'local', 'cli.js');

const HELLO = JSON.stringify({ message: 'hello' });

/** The function of all contestants. */
const HANDLER = `exports.handler = async () => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: '${HELLO}' });\n`;

/** The floor of every comparison: the same answer out of node:http and nothing else. */
const BARE = `
const server = require('node:http').createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': ${HELLO.length} });
  response.end('${HELLO}');
});
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port + '/'));
process.on('SIGTERM', () => process.exit(0));
`;

export function bareServer(): ServerCommand {
  return { command: process.execPath, args: ['-e', BARE], url: (printed) => /http:\S+/.exec(printed)?.[0] };
}

/** Writes the function and synthesizes an app with one route to it; gives the cdk.out folder. */
export function synthesizeHello(folder: string): string {
  const code = writeHandler(folder);
  const app = new App({ outdir: path.join(folder, 'cdk.out') });
  const stack = new Stack(app, 'Bench');
  const hello = new lambda.Function(stack, 'Hello', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromAsset(code), memorySize: 128 });
  const api = new apigateway.RestApi(stack, 'Api', { cloudWatchRole: false });
  api.root.addResource('hello').addMethod('GET', new apigateway.LambdaIntegration(hello));
  return app.synth().directory;
}

/** The built command on a synthesized app. @throws Error when it is not built */
export function gateway(cdkOut: string, ...options: readonly string[]): ServerCommand {
  if (!existsSync(CLI)) throw new Error('assets/local/cli.js is not built; run "npx projen bundle" first');
  return {
    command: process.execPath,
    args: [CLI, 'start', '--app', cdkOut, '--port', '0', '--ready-json', '--quiet', '--fresh', '--no-watch', '--account-throttle', UNLIMITED, ...options],
    url: (printed) => {
      const line = printed.split('\n').find((text) => text.startsWith('{"ready":true'));
      const stage: string | undefined = line === undefined ? undefined : JSON.parse(line).apis[0]?.stages[0]?.url;
      return stage === undefined ? undefined : `${stage}/hello`;
    },
  };
}

/** serverless-offline on the same function; its folder has the packages installed. */
export function serverlessOffline(folder: string, port: number): ServerCommand {
  writeHandler(folder, '.');
  writeFileSync(path.join(folder, 'serverless.yml'), [
    'service: bench',
    'provider: { name: aws, runtime: nodejs20.x }',
    'plugins: [serverless-offline]',
    `custom: { serverless-offline: { httpPort: ${port}, lambdaPort: ${port + 1}, noPrependStageInUrl: true } }`,
    'functions: { hello: { handler: index.handler, events: [{ http: { path: hello, method: get } }] } }',
    '',
  ].join('\n'));
  return {
    command: process.execPath,
    args: [path.join(folder, 'node_modules', 'osls', 'bin', 'serverless.js'), 'offline'],
    folder,
    env: { SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
    url: () => `http://localhost:${port}/hello`,
  };
}

function writeHandler(folder: string, name = 'hello'): string {
  const code = path.join(folder, name);
  mkdirSync(code, { recursive: true });
  writeFileSync(path.join(code, 'index.js'), HANDLER);
  return code;
}
