import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { HttpBackend, HttpJwtApi, JwtIssuer, RestApiWithUsagePlans, RestAuthorization, WebAcl } from 'cdk-apigateway-patterns';

/** Why one rule does not apply to one resource. */
export interface Acknowledgement {
  readonly construct: IConstruct;
  readonly rule: string;
  readonly reason: string;
}

const YOURS = 'the reason that you give';

/** Everything that was acknowledged in an app, as it is found by who reviews it. */
export function acknowledgementsOf(app: IConstruct): Acknowledgement[] {
  return app.node.findAll().flatMap((construct) => construct.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>))
    .map(([id, reason]) => ({ construct, rule: id.replace(/^annotation::/i, ''), reason })));
}

/** An app in which the library has to acknowledge everything that it ever does. */
export function catalogue(): App {
  const app = new App();
  const stack = new Stack(app, 'Catalogue');
  const handler = new lambda.Function(stack, 'Handler', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {};') });
  const authorizations = {
    iam: RestAuthorization.iam(),
    jwt: RestAuthorization.jwt({ issuers: [JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: ['orders'] })] }),
    cognito: RestAuthorization.cognito({ userPools: [cognito.UserPool.fromUserPoolId(stack, 'Users', 'us-east-1_a1B2c3D4e')] }),
    custom: RestAuthorization.customToken({ handler }),
    key: RestAuthorization.apiKeyOnly(YOURS),
    open: RestAuthorization.publicAccess(YOURS),
  };
  const api = new RestApiWithUsagePlans(stack, 'Api', {
    authorization: authorizations.iam,
    handler,
    plans: { basic: { throttle: { rateLimit: 10, burstLimit: 20 } } },
    cors: { allowOrigins: ['https://shop.example.com'] },
    routes: { 'GET /orders/{id}': {}, ...Object.fromEntries(Object.entries(authorizations).map(([name, authorization]) => [`GET /${name}`, { authorization }])) },
  });
  api.addCustomer('Acme', { plan: 'basic' });
  new RestApiWithUsagePlans(stack, 'WithoutWebAcl', {
    authorization: authorizations.open, plans: {}, routes: { 'GET /': { mockResponse: {} } }, webAcl: WebAcl.none(YOURS),
  });
  const callers = new Stack(app, 'Callers');
  const role = new iam.Role(callers, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  api.grantInvoke(role, 'GET /orders/{id}');
  api.grantManageCustomers(role);
  addHttpApis(app);
  return app;
}

function addHttpApis(app: App): void {
  // Where web ACLs for CloudFront are.
  const stack = new Stack(app, 'HttpCatalogue', { env: { region: 'us-east-1' } });
  const issuer = JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: ['profile'] });
  const api = new HttpJwtApi(stack, 'Http', { issuer, routes: { 'GET /profile': { backend: HttpBackend.url('https://profile.example.com') } } });
  api.addPublicRoute(YOURS, 'GET /status', { backend: HttpBackend.url('https://status.example.com') });
  const behind = new HttpJwtApi(stack, 'BehindCloudFront', {
    issuer, routes: { 'GET /profile': { backend: HttpBackend.url('https://profile.example.com') } }, cloudFrontProtection: {},
  });
  behind.addPublicRoute(YOURS, 'GET /status', { backend: HttpBackend.url('https://status.example.com') });
}

const kinds: Record<string, string> = {
  'AWS::ApiGateway::Method': 'method',
  'AWS::ApiGateway::Stage': 'stage of a REST API',
  'AWS::ApiGatewayV2::Route': 'route of an HTTP API',
  'AWS::CloudFront::Distribution': 'distribution of `cloudFrontProtection`',
  'AWS::CloudWatch::Alarm': 'alarm without actions',
  'AWS::IAM::ManagedPolicy': 'policy of a packaged function',
  'AWS::IAM::Role': 'role of the account\'s logs',
  'AWS::Lambda::Function': 'packaged function',
  'AWS::Logs::LogGroup': 'log group without `encryptionKey`',
  'AWS::SecretsManager::Secret': 'secret of a customer or of an origin',
};

function kindOf(construct: IConstruct): string {
  if (!CfnResource.isCfnResource(construct)) return construct.constructor.name;
  if (construct.node.path.includes('/PolicyOf')) return 'policy for a role of another stack';
  return kinds[construct.cfnResourceType] ?? construct.cfnResourceType;
}

/** A finding as it is in every app: ids of resources differ. */
function generalized(rule: string): string {
  return rule.replace(/<\w+[0-9A-F]{8}>/g, '<id>');
}

/** A table for people: one line for each reason, with the rules that it answers. */
export function tableOf(app: App): string {
  app.synth();
  const rows = new Map<string, Set<string>>();
  for (const { construct, rule, reason } of acknowledgementsOf(app)) {
    const key = `${kindOf(construct)} | ${reason}`;
    rows.set(key, (rows.get(key) ?? new Set()).add(generalized(rule)));
  }
  const lines = [...rows].map(([key, rules]) => {
    const [kind, reason] = key.split(' | ');
    return `| ${String(kind)} | ${[...rules].sort().map((rule) => `\`${rule}\``).join(', ')} | ${String(reason)} |`;
  });
  return ['| on | rules | because |', '|---|---|---|', ...lines.sort()].join('\n');
}

if (require.main === module) process.stdout.write(`${tableOf(catalogue())}\n`);
