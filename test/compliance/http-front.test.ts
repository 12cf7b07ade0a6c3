import { App, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { findingsOf } from './packs';
import { acknowledgementsOf } from '../../scripts/acknowledgements';
import { HttpBackend, HttpJwtApi, type HttpJwtApiProps, JwtIssuer, WebAcl } from 'cdk-apigateway-patterns';

const env = { region: 'us-east-1', account: '123456789012' };

function appWith(props: (stack: Stack) => Partial<HttpJwtApiProps>): App {
  const app = new App();
  const stack = new Stack(app, 'Shop', { env });
  const api = new HttpJwtApi(stack, 'Orders', {
    issuer: JwtIssuer.auth0({ domain: 'example.eu.auth0.com', audience: ['https://api.example.com'] }),
    routes: { 'GET /orders': { backend: HttpBackend.url('https://orders.example.com'), scopes: ['orders/read'] } },
    alarms: { actions: [{ bind: () => ({ alarmActionArn: 'arn:aws:sns:us-east-1:123456789012:pager' }) }] },
    ...props(stack),
  });
  api.addPublicRoute('liveness probe of the load balancer', 'GET /health', { backend: HttpBackend.url('https://orders.example.com/health') });
  return app;
}

const domainName = 'api.example.com';
const hostedZone = (stack: Stack) => route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
const certificate = (stack: Stack) => acm.Certificate.fromCertificateArn(stack, 'Certificate', `arn:aws:acm:${env.region}:${env.account}:certificate/a1b2`);

// aws-cdk-lib warns of its own deprecated props, and prints what plugins report.
beforeEach(() => { for (const method of ['warn', 'error'] as const) jest.spyOn(console, method).mockImplementation(() => {}); });
afterEach(() => jest.restoreAllMocks());

describe.each<[string, (stack: Stack) => Partial<HttpJwtApiProps>]>([
  ['an API with a domain', (stack) => ({ customDomain: { domainName, hostedZone: hostedZone(stack) } })],
  ['an API behind CloudFront', () => ({ cloudFrontProtection: {} })],
  ['an API behind CloudFront with a domain', (stack) => ({ cloudFrontProtection: { customDomain: { domainName, certificate: certificate(stack), hostedZone: hostedZone(stack) } } })],
  ['an API behind CloudFront without a web ACL', () => ({ cloudFrontProtection: { webAcl: WebAcl.none('the firewall of the company stands in front of CloudFront') } })],
  ['an API behind CloudFront whose logs are deleted with it', () => ({ cloudFrontProtection: {}, storage: { logRemovalPolicy: RemovalPolicy.DESTROY } })],
])('%s', (_, props) => {
  const app = appWith(props);

  test('breaks no rule of five packs without a reason', () => {
    expect(findingsOf(app)).toEqual([]);
  });

  test('has a reason for what it breaks, and for nothing else', () => {
    const acknowledged = acknowledgementsOf(app);
    for (const { rule, reason } of acknowledged) expect([rule, reason.split(' ').length > 3]).toEqual([expect.any(String), true]);
    // Rules look for this key; under another one they find nothing that is acknowledged.
    jest.replaceProperty(Validations, 'ACKNOWLEDGED_RULES_METADATA_KEY', 'none' as never);
    const broken = findingsOf(app).map(({ rule, path: where }) => `${rule} ${where}`);
    expect([...new Set(acknowledged.map(({ construct, rule }) => `${rule} ${construct.node.path}`))].sort()).toEqual([...new Set(broken)].sort());
  });
});
