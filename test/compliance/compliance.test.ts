import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, CfnResource, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { everyHttpBackend } from './every-http-backend';
import { findingsOf, newPacks } from './packs';
import { OrdersStack } from '../../examples/orders/orders-stack';
import { SignedInStack } from '../../examples/orders/signed-in-stack';
import { ProfileStack } from '../../examples/profile/profile-stack';
import { review } from '../../examples/shared/review';
import { acknowledgementsOf, catalogue, tableOf } from '../../scripts/acknowledgements';
import { AccessLogs, HttpAuthorization, HttpJwtApi, JwtIssuer, RestApiWithUsagePlans, RestAuthorization } from 'cdk-apigateway-patterns';

/** A function that someone who cares about these packs would write; it is theirs, and so are its acknowledgements. */
function careful(stack: Stack): lambda.Function {
  const logGroup = new logs.LogGroup(stack, 'OrdersLogs', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
  const role = new iam.Role(stack, 'OrdersRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const policy = new iam.ManagedPolicy(stack, 'OrdersPolicy', {
    roles: [role],
    statements: [
      new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      new iam.PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] }),
    ],
  });
  const handler = new lambda.Function(stack, 'OrdersFunction', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
    memorySize: 256,
    timeout: Duration.seconds(10),
    tracing: lambda.Tracing.ACTIVE,
    role: role.withoutPolicyUpdates(),
    logGroup,
  });
  review({ function: handler, logGroup, policy, limitedBy: 'throttles of the stage', reach: 'it calls nothing, and its role allows no more than logs and traces' });
  return handler;
}

/** The smallest API that is of use: what is required, and nothing else. */
function smallest(app: App): void {
  const stack = new Stack(app, 'Smallest');
  new RestApiWithUsagePlans(stack, 'Orders', {
    authorization: RestAuthorization.iam(),
    plans: { basic: { throttle: { rateLimit: 10, burstLimit: 20 } } },
    handler: careful(stack),
    routes: { 'GET /orders': {} },
  });
}

/** The smallest HTTP API that is of use. */
function smallestHttp(app: App): void {
  const stack = new Stack(app, 'SmallestHttp');
  new HttpJwtApi(stack, 'Orders', {
    issuer: JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: ['orders'] }),
    handler: careful(stack),
    routes: { 'GET /orders': {} },
  });
}

/** An HTTP API with everything that it may have without a backend of the user's. */
function fullHttp(app: App): void {
  const stack = new Stack(app, 'FullHttp');
  const issuer = JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: ['orders'] });
  const api = new HttpJwtApi(stack, 'Orders', {
    issuer,
    handler: careful(stack),
    defaultScopes: ['orders/read'],
    cors: { allowOrigins: ['https://shop.example.com'] },
    routes: {
      'GET /orders': { alarms: {}, throttle: { rateLimit: 10, burstLimit: 5 } },
      'ANY /orders/{id}': { scopes: ['orders/write'] },
      'GET /reports': { authorization: HttpAuthorization.iam() },
      '$default': {},
    },
    dashboard: {},
    stageVariables: { tenant: 'acme' },
  });
  api.addPublicRoute('uptime checks come without credentials', 'GET /health');
}

/** The same with constructs of aws-cdk-lib. */
function plain(app: App): void {
  const stack = new Stack(app, 'Plain');
  new apigateway.RestApi(stack, 'Orders').root.addResource('orders').addMethod('GET', new apigateway.LambdaIntegration(careful(stack)));
}

const apps: Record<string, (app: App) => void> = {
  'the smallest useful API': smallest,
  'the smallest useful HTTP API': smallestHttp,
  'an HTTP API with everything': fullHttp,
  'HTTP APIs with every kind of backend and behind CloudFront': everyHttpBackend,
  'orders': (app) => void new OrdersStack(app, 'Orders'),
  'orders for customers that sign in': (app) => void new SignedInStack(app, 'OrdersSignedIn'),
  'profile': (app) => void new ProfileStack(app, 'Profile'),
};

// aws-cdk-lib warns of its own deprecated props, and prints what plugins report.
beforeEach(() => { for (const method of ['warn', 'error'] as const) jest.spyOn(console, method).mockImplementation(() => {}); });
afterEach(() => jest.restoreAllMocks());

describe.each(Object.entries(apps))('%s', (_, create) => {
  const app = new App();
  create(app);

  test('breaks no rule of five packs without a reason', () => {
    expect(findingsOf(app)).toEqual([]);
  });

  test('has a reason for what it breaks, each for one rule on one resource', () => {
    for (const { construct, rule, reason } of acknowledgementsOf(app)) {
      expect([CfnResource.isCfnResource(construct), rule, reason.split(' ').length > 3]).toEqual([true, expect.stringMatching(/^(AwsSolutions|HIPAA\.Security|NIST\.800\.53\.R5|PCI\.DSS\.321|Serverless)-/), true]);
    }
  });

  test('has no reason for what it does not break', () => {
    const acknowledged = acknowledgementsOf(app).map(({ construct, rule }) => `${rule} ${construct.node.path}`);
    // Rules look for this key; under another one they find nothing that is acknowledged.
    jest.replaceProperty(Validations, 'ACKNOWLEDGED_RULES_METADATA_KEY', 'none' as never);
    const broken = findingsOf(app).map(({ rule, path: where }) => `${rule} ${where}`);
    expect(broken.length).toBeGreaterThan(0);
    expect([...new Set(acknowledged)].sort()).toEqual([...new Set(broken)].sort());
  });
});

describe('what ours acknowledges hides nothing of others', () => {
  const keysOf = (app: App) => findingsOf(app).map(({ rule, path: where }) => `${rule} ${where}`).sort();

  test('as the packs see it', () => {
    const [alone, beside] = [new App(), new App()];
    plain(alone);
    plain(beside);
    smallest(beside);
    expect(keysOf(alone).length).toBeGreaterThan(15);
    expect(keysOf(beside)).toEqual(keysOf(alone));
  });

  test('as an app reports it that runs the packs at synthesis', () => {
    const app = new App({ context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });
    plain(app);
    smallest(app);
    Validations.of(app).addPlugins(...newPacks().map((pack) => ({ name: pack.name, validate: () => pack.validateScope(app) })));
    const { directory } = app.synth();
    const { pluginReports } = JSON.parse(fs.readFileSync(path.join(directory, 'policy-validation-report.json'), 'utf8')) as {
      pluginReports: { violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[] }[];
    };
    const reported = pluginReports.flatMap(({ violations }) => violations.flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`)));
    expect(reported.filter((each) => /^(AwsSolutions|HIPAA|NIST|PCI|Serverless)/.test(each)).sort()).toEqual(keysOf(app));
  });
});

test('a backend over HTTP, to which API Gateway could prove who it is, is a finding', () => {
  const app = new App();
  new RestApiWithUsagePlans(new Stack(app, 'Http'), 'Orders', {
    authorization: RestAuthorization.iam(), plans: {}, routes: { 'GET /orders': { integration: new apigateway.HttpIntegration('https://orders.example.com'), apiKeyRequired: false } },
  });
  expect(findingsOf(app).map(({ rule }) => rule)).toEqual(['HIPAA.Security-APIGWSSLEnabled', 'NIST.800.53.R5-APIGWSSLEnabled', 'PCI.DSS.321-APIGWSSLEnabled']);
});

test('an access log of another format, of which nobody knows what it will hold, is a finding until it has a key', () => {
  const app = new App();
  new RestApiWithUsagePlans(new Stack(app, 'Format'), 'Orders', {
    authorization: RestAuthorization.iam(), plans: {}, routes: { 'GET /orders': { mockResponse: {}, apiKeyRequired: false } }, accessLogs: AccessLogs.toNewLogGroup({ format: '{"id":"$context.requestId","path":"$context.path"}' }),
  });
  expect(findingsOf(app).map(({ rule, path: where }) => `${rule} ${where}`)).toEqual(
    ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => `${pack}-CloudWatchLogGroupEncrypted Format/Orders/AccessLogs/Resource`),
  );
});

test('the README lists what the library acknowledges', () => {
  const readme = fs.readFileSync(path.join(__dirname, '../../README.md'), 'utf8');
  const listed = /<!-- acknowledgements -->\n([^]*?)\n<!-- -->/.exec(readme)?.[1];
  const table = tableOf(catalogue());
  expect(table.split('\n').length).toBeGreaterThan(10);
  // `npx tsx --tsconfig tsconfig.dev.json scripts/acknowledgements.ts` prints it.
  if (listed !== undefined) expect(listed).toBe(table);
});
