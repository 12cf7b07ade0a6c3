import { exec } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import * as path from 'node:path';
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { App, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { ApiMapping, CfnStage, CorsHttpMethod, DomainName, HttpApi, HttpMethod, HttpStage, LogGroupLogDestination, VpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer, HttpLambdaAuthorizer, HttpLambdaResponseType, HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration, HttpServiceDiscoveryIntegration, HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Service, PrivateDnsNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Catalogue } from '../../../../local/console/catalogue';
import { LocalClock, LocalGateway, startLocal } from '../../../../local/index';
import { AppFolder } from '../../../support/app-folder';
import { RecordingReporter } from '../../../support/recording-reporter';
import { TestServer } from '../../../support/test-server';

jest.setTimeout(60_000);

const NOON = new Date('2026-11-21T12:00:00Z');
const ECHO = 'exports.handler = async (event) => { if (event.rawPath.endsWith("/broken")) throw new Error("broken"); return event.requestContext; };';

/** An API of plain L2 constructs with a route of every kind. */
function profile(stack: Stack): void {
  const code = (text: string) => ({ runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(text) });
  const fn = new Function(stack, 'EchoFunction', code(ECHO));
  const [echo, echoOfHidden, echoOfFar] = ['Echo', 'EchoOfHidden', 'EchoOfFar'].map((id) => new HttpLambdaIntegration(id, fn)) as [HttpLambdaIntegration, HttpLambdaIntegration, HttpLambdaIntegration];
  const pool = new UserPool(stack, 'Pool');
  const users = new HttpUserPoolAuthorizer('Users', pool, { userPoolClients: [pool.addClient('Client')] });
  const door = new HttpLambdaAuthorizer('Door', new Function(stack, 'DoorFunction', code('exports.handler = async (event) => ({ isAuthorized: event.headers.door === "open", context: { by: "door" } });')), {
    responseTypes: [HttpLambdaResponseType.SIMPLE], identitySource: ['$request.header.door'],
  });
  const api = new HttpApi(stack, 'Profile', {
    apiName: 'profile', createDefaultStage: false, corsPreflight: { allowOrigins: ['https://app.example.com'], allowMethods: [CorsHttpMethod.GET], allowHeaders: ['authorization'] },
  });
  const methods = [HttpMethod.GET];
  api.addRoutes({ path: '/me', methods, integration: echo, authorizer: users, authorizationScopes: ['me/read'] });
  api.addRoutes({ path: '/door', methods, integration: echo, authorizer: door });
  api.addRoutes({ path: '/open/{id}', methods, integration: echo });
  api.addRoutes({ path: '/remote/{proxy+}', methods, integration: new HttpUrlIntegration('Remote', 'https://backend.example.com/{proxy}') });
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['s-1'] });
  const service = new Service(stack, 'Orders', { namespace: new PrivateDnsNamespace(stack, 'Namespace', { name: 'internal', vpc }) });
  api.addRoutes({ path: '/private', methods, integration: new HttpServiceDiscoveryIntegration('Private', service, { vpcLink: new VpcLink(stack, 'Link', { vpc }) }) });
  const logs = new LogGroup(stack, 'AccessLog', { logGroupName: '/http/profile' });
  const stage = new HttpStage(stack, 'Live', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    detailedMetricsEnabled: true,
    throttle: { rateLimit: 100, burstLimit: 50 },
    accessLogSettings: { destination: new LogGroupLogDestination(logs), format: AccessLogFormat.custom('{"requestId":"$context.requestId","route":"$context.routeKey","status":"$context.status"}') },
  });
  (stage.node.defaultChild as CfnStage).routeSettings = { 'GET /open/{id}': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2, DetailedMetricsEnabled: true } };
  const domainName = new DomainName(stack, 'Domain', { domainName: 'api.example.com', certificate: Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:123456789012:certificate/c') });
  new ApiMapping(stack, 'Mapping', { api, domainName, stage, apiMappingKey: 'profile' });
  new Alarm(stack, 'Broken', { metric: stage.metricServerError(), threshold: 1, evaluationPeriods: 1, treatMissingData: TreatMissingData.NOT_BREACHING });
  const hidden = new HttpApi(stack, 'Hidden', { disableExecuteApiEndpoint: true, defaultIntegration: echoOfHidden });
  new ApiMapping(stack, 'HiddenMapping', { api: hidden, domainName, apiMappingKey: 'hidden' });
  new HttpApi(stack, 'Far', { defaultAuthorizer: new HttpJwtAuthorizer('FarUsers', 'https://login.invalid/', { jwtAudience: ['far'] }), defaultIntegration: echoOfFar });
}

let app: AppFolder;
let backend: TestServer;
let local: LocalGateway;
let cdkOut: string;
const reporter = new RecordingReporter();

beforeAll(async () => {
  app = new AppFolder();
  cdkOut = path.join(app.folder, 'cdk.out');
  const cdk = new App({ outdir: cdkOut, analyticsReporting: false });
  profile(new Stack(cdk, 'Shop', { env: { account: '123456789012', region: 'us-east-1' } }));
  cdk.synth();
  backend = await TestServer.start((request, response) => { response.end(`backend ${request.url}`); });
  local = await start();
});
afterAll(async () => {
  await local?.close();
  await backend?.close();
  app.remove();
});

async function start(): Promise<LocalGateway> {
  const { origin } = backend;
  // The id of a service is made up, the same one at every start; a start without it names it.
  const private_ = reporter.of('not-served').map(({ detail }) => /--backend (arn:aws:servicediscovery\S+)=/.exec(detail)?.[1]).find((arn) => arn !== undefined);
  return startLocal({ app: cdkOut, inProcess: true, reporter, clock: LocalClock.frozenAt(NOON), backends: { 'https://backend.example.com': origin, ...(private_ !== undefined && { [private_]: origin }) } });
}

const get = async (target: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string; headers: Headers }> => {
  const response = await fetch(`${local.url('Profile')}${target}`, { headers });
  return { status: response.status, body: await response.text(), headers: response.headers };
};

/** `fetch` sets `Host` itself. */
async function getAs(host: string, api: string, target: string): Promise<{ status: number; body: string }> {
  const { port } = new URL(local.url(api));
  return new Promise((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path: target, headers: { host } }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => { body += chunk.toString(); }).on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject).end();
  });
}

it('has an address without a segment for $default, and is listed as HTTP', () => {
  expect(local.url('Profile')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(local.apis.map(({ type, name }) => `${type} ${name}`)).toEqual(['HTTP Far', 'HTTP Hidden', 'HTTP profile']);
  expect(new Set(local.apis.map(({ stages }) => new URL(stages[0]?.url ?? '').port)).size).toBe(3);
});

it('answers with what a function returns, given the event of payload format 2.0', async () => {
  const { status, body } = await get('/open/7');
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({ routeKey: 'GET /open/{id}', stage: '$default', http: { method: 'GET', path: '/open/7' } });
});

it('lets tokens of the template\'s own user pool in, by scope', async () => {
  const issuer = local.apis.length > 0 ? reporter.of('stand-in').map((event) => event.issuer).find((name) => name.includes('cognito')) : undefined;
  const bearer = (scopes: string[]): Record<string, string> => ({ authorization: `Bearer ${local.token({ sub: 'ann', scopes, issuer })}` });
  const welcome = await get('/me', bearer(['me/read']));
  expect([welcome.status, JSON.parse(welcome.body).authorizer.jwt]).toEqual([200, { claims: expect.objectContaining({ sub: 'ann' }), scopes: ['me/read'] }]);
  expect((await get('/me', bearer(['other']))).status).toBe(403);
  const anonymous = await get('/me');
  expect([anonymous.status, anonymous.body, anonymous.headers.get('www-authenticate')]).toEqual([401, '{"message":"Unauthorized"}', 'Bearer']);
});

it('asks the Lambda authorizer', async () => {
  const { status, body } = await get('/door', { door: 'open' });
  expect([status, JSON.parse(body).authorizer]).toEqual([200, { lambda: { by: 'door' } }]);
  expect((await get('/door', { door: 'shut' })).status).toBe(403);
  expect((await get('/door')).status).toBe(401);
});

it('answers preflights', async () => {
  const response = await fetch(`${local.url('Profile')}/me`, { method: 'OPTIONS', headers: { 'origin': 'https://app.example.com', 'access-control-request-method': 'GET' } });
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([204, 'https://app.example.com']);
});

it('calls backends by their local origin', async () => {
  expect(await get('/remote/a/b?c=d')).toMatchObject({ status: 200, body: 'backend /a/b?c=d' });
});

it('answers under its custom domain, below the path of its mapping', async () => {
  const { status, body } = await getAs('api.example.com', 'Profile', '/profile/open/1');
  expect([status, JSON.parse(body).domainName]).toEqual([200, 'api.example.com']);
  expect((await getAs('api.example.com', 'Profile', '/open/1')).status).toBeGreaterThanOrEqual(400);
  expect((await getAs('evil.example.com', 'Profile', '/open/1')).status).toBe(403);
});

it('answers under nothing but its domain when the execute-api endpoint is off, and says which', async () => {
  const stage = local.apis.find(({ name }) => name === 'Hidden')?.stages[0];
  expect(stage).toMatchObject({ host: 'api.example.com', url: expect.stringMatching(/:\d+\/hidden$/) });
  expect((await getAs('api.example.com', 'Hidden', '/hidden/x')).status).toBe(200);
  expect((await getAs('localhost', 'Hidden', '/hidden/x')).status).toBeGreaterThanOrEqual(400);
});

it('prints commands that work when they are pasted', async () => {
  local.clock.advance(60_000);
  const { apis } = await (await fetch(`${local.console}/apis.json`)).json() as Catalogue;
  const routes = apis.flatMap(({ stages }) => stages.flatMap((stage) => stage.routes)).filter(({ needs }) => needs === 'none');
  const commands = routes.filter(({ path: route }) => route === '/open/{id}' || route === '$default').map(({ curl }) => `${curl} -o /dev/null -w '%{http_code}'`);
  const statuses = await Promise.all(commands.map(async (command) => new Promise((resolve, reject) => {
    exec(command, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  })));
  expect(statuses).toEqual(['200', '200']);
});

it('names the local origin that a private integration lacks, and uses it when it is given', async () => {
  expect((await get('/private')).status).toBe(501);
  const before = local;
  local = await start();
  await before.close();
  expect(await get('/private')).toMatchObject({ status: 200, body: 'backend /private' });
});

it('keeps the throttle of a route, whatever the others get', async () => {
  local.clock.advance(60_000);
  const statuses = [];
  for (let call = 0; call < 4; call++) statuses.push((await get('/open/1')).status);
  expect(statuses).toEqual([200, 200, 429, 429]);
  expect((await get('/remote/x')).status).toBe(200);
});

it('counts requests, writes the access log and sets off alarms, as SDKs see them', async () => {
  local.clock.advance(10 * 60_000);
  const StartTime = new Date(local.clock.now());
  expect((await get('/open/broken')).status).toBe(500);
  expect((await get('/nowhere')).status).toBe(404);
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  const api = local.apis.find(({ name }) => name === 'profile');
  const cloudWatch = new CloudWatchClient({ endpoint: local.endpoints.cloudwatch, region: 'us-east-1', credentials });
  const logs = new CloudWatchLogsClient({ endpoint: local.endpoints.logs, region: 'us-east-1', credentials });
  local.clock.advance(5 * 60_000);
  const sumOf = async (MetricName: string, more: { Name: string; Value: string }[] = []): Promise<number | undefined> => {
    const { Datapoints } = await cloudWatch.send(new GetMetricStatisticsCommand({
      Namespace: 'AWS/ApiGateway', MetricName, Dimensions: [{ Name: 'ApiId', Value: api?.apiId }, { Name: 'Stage', Value: '$default' }, ...more], StartTime, EndTime: new Date(local.clock.now()), Period: 300, Statistics: ['Sum'],
    }));
    return Datapoints?.[0]?.Sum;
  };
  expect([await sumOf('Count'), await sumOf('4xx'), await sumOf('5xx')]).toEqual([2, 1, 1]);
  expect(await sumOf('5xx', [{ Name: 'Method', Value: 'GET' }, { Name: 'Resource', Value: '/open/{id}' }])).toBe(1);
  expect(await sumOf('DataProcessed')).toBeGreaterThan(0);
  const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: '/http/profile', startTime: StartTime.getTime() }));
  expect(events?.map(({ message }) => JSON.parse(message ?? ''))).toEqual([
    expect.objectContaining({ route: 'GET /open/{id}', status: '500' }), expect.objectContaining({ status: '404' }),
  ]);
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({}));
  expect([MetricAlarms?.length, reporter.of('alarm').map(({ to }) => to)]).toEqual([1, expect.arrayContaining(['ALARM'])]);
  cloudWatch.destroy();
  logs.destroy();
});

it('says at start what it does not serve, and nothing else', () => {
  const lines = reporter.of('not-served').map(({ logicalId, detail }) => `${logicalId}: ${detail}`);
  expect(lines).toEqual([expect.stringMatching(/its VPC link leads nowhere here/)]);
  expect(reporter.of('problem').map(({ message }) => message)).toEqual([expect.stringMatching(/evil\.example\.com/)]);
});
