import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { keyOnly, newApi, newStack, propertiesOf, resourcesOf } from '../fixture';
import { ApiAccess, RestAuthorization } from 'cdk-apigateway-patterns';

const office = ApiAccess.fromIpRanges('203.0.113.0/24', '2001:db8::/32');
const mocked = { mockResponse: {} };
const byIam = { ...mocked, authorization: RestAuthorization.iam() };
const cors = { allowOrigins: ['https://shop.example.com'] };

interface Statement { readonly Effect: string; readonly Resource: unknown; readonly Principal: unknown; readonly Condition?: unknown }

function statementsOf(props: Parameters<typeof newApi>[0]): Statement[] {
  const [api] = propertiesOf(newApi(props), 'AWS::ApiGateway::RestApi');
  return (api?.Policy as { Statement: Statement[] } | undefined)?.Statement ?? [];
}

test('no policy unless one is given', () => expect(statementsOf({})).toEqual([]));

test.each([
  ['only from some addresses', office, { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } }],
  ['not from some addresses', ApiAccess.exceptIpRanges('203.0.113.7'), { IpAddress: { 'aws:SourceIp': ['203.0.113.7'] } }],
])('%s', (_, resourcePolicy, Condition) => {
  const Principal = { AWS: '*' };
  expect(statementsOf({ resourcePolicy })).toEqual([
    { Effect: 'Allow', Principal, Action: 'execute-api:Invoke', Resource: ['execute-api:/*'] },
    { Effect: 'Deny', Principal, Action: 'execute-api:Invoke', Resource: 'execute-api:/*', Condition },
  ]);
});

test('routes with IAM still ask for a policy of the caller', () => {
  const [allow, deny] = statementsOf({ cors, resourcePolicy: office, routes: { 'GET /orders/{id}': byIam, 'ANY /open/{path+}': mocked, 'GET /open': mocked } });
  expect(allow?.Resource).toEqual(['execute-api:/prod/OPTIONS/*', 'execute-api:/prod/*/open/*', 'execute-api:/prod/GET/open']);
  expect(deny?.Resource).toBe('execute-api:/*');
});

test('a policy of the user\'s own is taken as it is', () => {
  const resourcePolicy = ApiAccess.policy(new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({ principals: [new iam.AccountPrincipal('111111111111')], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] }),
    ],
  }));
  expect(statementsOf({ resourcePolicy })).toEqual([expect.objectContaining({ Effect: 'Allow', Resource: 'execute-api:/*' })]);
});

test('a policy without statements would restrict nothing', () => {
  const stack = newStack();
  newApi({ resourcePolicy: ApiAccess.policy(new iam.PolicyDocument()) }, stack);
  expect(() => App.of(stack)?.synth()).toThrow('resourcePolicy has no statements, so that it restricts nothing');
});

test.each(['aws:SourceVpce', 'aws:SourceVpc', 'aws:VpcSourceIp'])('a condition on %s, which a Regional API never fulfils, is refused', (key) => {
  const stack = newStack();
  const statement = new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'], conditions: { StringEquals: { [key]: 'x' } } });
  newApi({ resourcePolicy: ApiAccess.policy(new iam.PolicyDocument({ statements: [statement] })) }, stack);
  expect(() => App.of(stack)?.synth()).toThrow(`resourcePolicy has the condition key ${key}`);
});

test('a policy that API Gateway would refuse for its size is refused', () => {
  const stack = newStack();
  const open = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`GET /a-rather-long-name-of-a-path-${index}`, mocked]));
  newApi({ resourcePolicy: office, routes: { ...open, 'GET /signed': byIam } }, stack);
  expect(() => App.of(stack)?.synth()).toThrow(/resourcePolicy has \d+ characters, but API Gateway takes 8192/);
});

test('a change is deployed, because without it would not be in force', () => {
  const deploymentOf = (resourcePolicy?: ApiAccess) => Object.keys(resourcesOf(newApi({ resourcePolicy }), 'AWS::ApiGateway::Deployment'))[0];
  const deployments = [deploymentOf(), deploymentOf(office), deploymentOf(ApiAccess.fromIpRanges('203.0.113.0/25'))];
  expect(new Set(deployments).size).toBe(3);
});

test('so is a route that changes what the policy allows', () => {
  const deploymentOf = (authorization: RestAuthorization) => Object.keys(resourcesOf(newApi({ resourcePolicy: office, authorization }), 'AWS::ApiGateway::Deployment'))[0];
  expect(deploymentOf(RestAuthorization.iam())).not.toBe(deploymentOf(keyOnly));
});

test.each([
  ['10.0.0.0/8', 'come from public addresses'], ['192.168.1.7', 'come from public addresses'], ['fd00::/8', 'come from public addresses'],
  ['0.0.0.0/0', 'that is everyone'], ['::/0', 'that is everyone'],
  ['203.0.113.0/33', 'expected an address or range'], ['203.0.113', 'expected an address or range'], ['example.com', 'expected an address'], ['203.0.113.0/24/1', 'expected'],
])('the range %s is refused', (cidr, message) => {
  expect(() => ApiAccess.fromIpRanges(cidr)).toThrow(message);
  expect(() => ApiAccess.fromIpRanges(cidr)).toThrow(JSON.stringify(cidr));
});

test('ranges that only CloudFormation knows are taken, no range at all is not', () => {
  expect(() => ApiAccess.fromIpRanges(newStack().formatArn({ service: 'x', resource: 'y' }))).not.toThrow();
  expect(() => ApiAccess.fromIpRanges()).toThrow('would lock everyone out');
  expect(() => ApiAccess.exceptIpRanges()).toThrow('leave resourcePolicy out');
  expect(() => ApiAccess.exceptIpRanges('0.0.0.0/0')).toThrow('locks everyone out');
});
