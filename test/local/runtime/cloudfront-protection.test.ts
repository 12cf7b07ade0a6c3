import { exec } from 'node:child_process';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LocalGateway, startLocal } from '../../../local/index';
import { AppFolder } from '../../support/app-folder';
import { RecordingReporter } from '../../support/recording-reporter';
import { HttpAuthorization, HttpJwtApi, JwtIssuer } from 'cdk-apigateway-patterns';

jest.setTimeout(120_000);

const HEADER = 'x-origin-verify';
const PARTNERS = 'https://partners.invalid';
const reporter = new RecordingReporter();
const app = new AppFolder();
let local: LocalGateway;
/** What functions log: they run in this process. */
const output: string[] = [];

/** Two protected APIs, each with a secret of its own, and the second one with more routes than fit into an environment. */
function shop(stack: Stack): void {
  const handler = new Function(stack, 'Echo', {
    runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async ({ headers, requestContext }) => ({ headers, context: requestContext.authorizer });'),
  });
  const pool = new UserPool(stack, 'Pool');
  const issuer = JwtIssuer.cognito({ userPool: pool, clients: [pool.addClient('Client')] });
  const partners = JwtIssuer.oidc({ issuerUrl: PARTNERS, audience: ['orders'] });
  const orders = new HttpJwtApi(stack, 'Orders', {
    issuer,
    additionalIssuers: { partners },
    handler,
    cloudFrontProtection: {},
    routes: { 'GET /orders': { scopes: ['orders/read'] }, 'GET /partners': { authorization: HttpAuthorization.jwt({ issuer: partners }) } },
  });
  orders.addPublicRoute('liveness', 'GET /health');
  const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`GET /reports/of-the-department-with-number-${index}`, { scopes: ['reports/read'] }]));
  new HttpJwtApi(stack, 'Reports', { issuer, handler, stageName: 'live', cloudFrontProtection: {}, quotas: { routes: 500 }, routes: many });
}

beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => output.push(String(chunk)) > 0);
  const outdir = path.join(app.folder, 'cdk.out');
  const cdk = new App({ outdir, analyticsReporting: false, context: { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true } });
  shop(new Stack(cdk, 'Shop', { env: { account: '123456789012', region: 'us-east-1' } }));
  cdk.synth();
  local = await startLocal({ app: outdir, inProcess: true, reporter });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await local?.close();
  app.remove();
});

const stageOf = (api: string) => local.apis.find(({ stages: [stage] }) => stage?.url === local.url(api))?.stages[0];
const fromCloudFront = (api = 'Orders'): Record<string, string> => ({ ...stageOf(api)?.headers });
const bearer = (scopes: string[], issuer = 'cognito'): Record<string, string> => {
  const trusted = reporter.of('stand-in').map((event) => event.issuer).find((name) => name.includes(issuer));
  return { authorization: `Bearer ${local.token({ sub: 'ann', scopes, issuer: trusted })}` };
};

interface Answer {
  readonly headers: Record<string, string>;
  readonly context: unknown;
}

async function ask(target: string, headers: Record<string, string>, api = 'Orders'): Promise<{ status: number; body: Partial<Answer> & { message?: string } }> {
  const response = await fetch(`${local.url(api)}${target}`, { headers });
  return { status: response.status, body: await response.json() as Answer };
}

test('whoever comes around CloudFront is refused, token or not', async () => {
  const forbidden = { status: 403, body: { message: 'Forbidden' } };
  expect(await ask('/orders', {})).toEqual(forbidden);
  expect(await ask('/orders', bearer(['orders/read']))).toEqual(forbidden);
  expect(await ask('/health', {})).toEqual(forbidden);
  expect(await ask('/health', { [HEADER]: 'guess' })).toEqual(forbidden);
  expect(await ask('/health', fromCloudFront('Reports'))).toEqual(forbidden);
});

test('with what CloudFront adds a public route answers, and the backend does not see it', async () => {
  const { status, body } = await ask('/health', fromCloudFront());
  expect([status, Object.keys(body.headers ?? {}).includes(HEADER)]).toEqual([200, false]);
});

test('with what CloudFront adds tokens decide, of every issuer on its own routes', async () => {
  const origin = fromCloudFront();
  expect((await ask('/orders', origin)).status).toBe(403);
  expect((await ask('/orders', { ...origin, ...bearer(['other']) })).status).toBe(403);
  expect((await ask('/orders', { ...origin, ...bearer(['orders/read'], PARTNERS) })).status).toBe(403);
  expect(await ask('/orders', { ...origin, ...bearer(['orders/read']) })).toMatchObject({ status: 200, body: { context: { lambda: { sub: 'ann', scopes: ['orders/read'] } } } });
  expect((await ask('/partners', { ...origin, ...bearer([], PARTNERS) })).status).toBe(200);
});

test('routes that are in a file beside the authorizer are guarded, too', async () => {
  const target = '/reports/of-the-department-with-number-7';
  expect((await ask(target, bearer(['reports/read']), 'Reports')).status).toBe(403);
  expect((await ask(target, { ...fromCloudFront('Reports'), ...bearer(['reports/read']) }, 'Reports')).status).toBe(200);
});

test('the commands of the console work when they are pasted', async () => {
  const { apis } = await (await fetch(`${local.console}/apis.json`)).json() as { apis: { name: string; stages: { routes: { path: string; curl: string; needs: string }[] }[] }[] };
  const routes = apis.flatMap(({ stages }) => stages.flatMap((stage) => stage.routes)).filter(({ path: route }) => !/number-\d\d/.test(route));
  expect(routes.find(({ path: route }) => route === '/health')?.needs).toBe('what CloudFront adds');
  expect(routes.find(({ path: route }) => route === '/orders')?.needs).toMatch(/^token of https:\/\/cognito-idp\.us-east-1\.\S+ with scope orders\/read and what CloudFront adds$/);
  const statuses = await Promise.all(routes.map(async ({ curl, path: route }) => {
    // The command line of the package, which is not installed here.
    const command = curl.replace(/\$\(npx apigateway-local token(?: --scope (\S+))? --issuer ([^\s)]+)\)/, (_, scope: string | undefined, issuer: string) => local.token({ issuer, scopes: scope === undefined ? [] : [scope] }));
    return new Promise((resolve, reject) => {
      exec(`${command} -o /dev/null -w '%{http_code}'`, (error, stdout) => (error ? reject(error) : resolve(`${stdout} ${route.replace(/\d+$/, '')}`)));
    });
  }));
  expect([...new Set(statuses)].sort()).toEqual(['200 /health', '200 /orders', '200 /partners', '200 /reports/of-the-department-with-number-']);
});

test('no secret is logged or reported', () => {
  const secrets = ['Orders', 'Reports'].flatMap((api) => Object.values(fromCloudFront(api)));
  expect(new Set(secrets).size).toBe(2);
  for (const secret of secrets) {
    expect(secret).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(JSON.stringify([reporter.events, output])).not.toContain(secret);
  }
  expect([reporter.of('problem'), output.join('').includes('origin-secret-missing')]).toEqual([[], true]);
});
