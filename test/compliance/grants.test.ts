import { App, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { findingsOf } from './packs';
import { acknowledgementsOf } from '../../scripts/acknowledgements';
import { type ApiCustomer, HttpAuthorization, HttpBackend, HttpJwtApi, JwtIssuer, RestApiWithUsagePlans, RestAuthorization } from 'cdk-apigateway-patterns';

const roleIn = (stack: Stack) => new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });

function restApi(stack: Stack): { readonly api: RestApiWithUsagePlans; readonly customer: ApiCustomer } {
  const api = new RestApiWithUsagePlans(stack, 'Orders', {
    authorization: RestAuthorization.iam(), plans: { basic: { throttle: { rateLimit: 10, burstLimit: 20 } } }, routes: { 'GET /orders/{id}': { mockResponse: {} } },
  });
  return { api, customer: api.addCustomer('Acme', { plan: 'basic' }) };
}

const httpApi = (stack: Stack) => new HttpJwtApi(stack, 'Orders', {
  issuer: JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: ['orders'] }),
  routes: { 'GET /orders/{id}': { authorization: HttpAuthorization.iam(), backend: HttpBackend.url('https://orders.example.com') } },
});

/** What packs find, or are told a reason for, on the policies of one stack for roles of others. */
function onPolicies<T>(found: readonly T[], pathOf: (each: T) => string): T[] {
  return found.filter((each) => pathOf(each).includes('/PolicyOf'));
}

// aws-cdk-lib warns of its own deprecated props, and prints what plugins report.
beforeEach(() => { for (const method of ['warn', 'error'] as const) jest.spyOn(console, method).mockImplementation(() => {}); });
afterEach(() => jest.restoreAllMocks());

describe.each<[string, string, (stack: Stack, role: iam.Role) => void]>([
  ['routes of an HTTP API', '/$default/GET/orders/*', (stack, role) => httpApi(stack).grantInvoke(role, 'GET /orders/{id}')],
  ['routes of a REST API', '/prod/GET/orders/*', (stack, role) => restApi(stack).api.grantInvoke(role)],
  ['routes of an imported API', '/$default/*', (stack, role) => HttpJwtApi.fromAttributes(stack, 'Orders', { apiId: 'abc123' }).grantInvoke(role)],
  ['customers', '/apikeys/*', (stack, role) => restApi(stack).api.grantManageCustomers(role)],
  ['usage', '/*', (stack, role) => restApi(stack).api.grantReadUsage(role)],
])('a grant of %s to a role of another stack', (_, resource, grant) => {
  const app = new App();
  const [callers, shop] = [new Stack(app, 'Callers'), new Stack(app, 'Shop')];
  grant(shop, roleIn(callers));

  test('breaks no rule without a reason, in the policy that the library makes', () => {
    expect(onPolicies(findingsOf(app), ({ path }) => path)).toEqual([]);
  });

  test('has a reason for each wildcard, and for nothing else', () => {
    const acknowledged = onPolicies(acknowledgementsOf(app), ({ construct }) => construct.node.path);
    expect(acknowledged.map(({ rule }) => rule)).toContainEqual(expect.stringContaining(`${resource}]`));
    for (const { reason } of acknowledged) expect(reason.split(' ').length).toBeGreaterThan(3);
    // Rules look for this key; under another one they find nothing that is acknowledged.
    jest.replaceProperty(Validations, 'ACKNOWLEDGED_RULES_METADATA_KEY', 'none' as never);
    const broken = onPolicies(findingsOf(app), ({ path }) => path).map(({ rule }) => rule);
    expect(acknowledged.map(({ rule }) => rule).sort()).toEqual(broken.sort());
  });
});

test('a grant to a role of the same stack is the role\'s, whose owner decides', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  httpApi(stack).grantInvoke(roleIn(stack));
  expect(findingsOf(app).map(({ rule, path }) => `${rule} ${path}`)).toContainEqual(expect.stringMatching(/^AwsSolutions-IAM5.*\/\$default\/GET\/orders\/\*\] Shop\/Caller\/DefaultPolicy\/Resource$/));
});
