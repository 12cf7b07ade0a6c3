import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration, HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/** Nobody answers there, so that the local issuer stands in. */
export const ISSUER = 'https://issuer.invalid';
export const AUDIENCE = 'bench';

const HANDLER = 'exports.handler = async () => ({ statusCode: 200, headers: { \'content-type\': \'application/json\' }, body: \'{"message":"hello"}\' });\n';

/** Synthesizes `GET /hello`; gives the cdk.out folder. */
export function synthesizeHttp(folder: string, options: { readonly routes: number; readonly jwt?: boolean }): string {
  mkdirSync(folder, { recursive: true });
  const code = path.join(folder, 'hello');
  mkdirSync(code, { recursive: true });
  writeFileSync(path.join(code, 'index.js'), HANDLER);
  const app = new App({ outdir: path.join(folder, 'cdk.out') });
  const stack = new Stack(app, 'Bench');
  const handler = new lambda.Function(stack, 'Hello', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromAsset(code) });
  const integration = new HttpLambdaIntegration('HelloIntegration', handler);
  const authorizer = options.jwt === true ? new HttpJwtAuthorizer('Issuer', ISSUER, { jwtAudience: [AUDIENCE] }) : undefined;
  const api = new apigwv2.HttpApi(stack, 'Api');
  const methods = [apigwv2.HttpMethod.GET];
  api.addRoutes({ path: '/hello', methods, integration, authorizer });
  // With a function behind each, CDK's permission for every route would be more than a stack may hold.
  const elsewhere = new HttpUrlIntegration('Elsewhere', 'https://backend.invalid');
  for (let route = 1; route < options.routes; route += 1) api.addRoutes({ path: `/${SHAPES[route % SHAPES.length] ?? ''}/r${route}`, methods, integration: elsewhere });
  return app.synth().directory;
}

/** Routes of every kind beside the one that is called. */
const SHAPES = ['orders', 'orders/{id}', 'hello/{name}', '{tenant}/users', 'files/archive'];
