import { api, httpApiOf, part, profileApi } from './http-template';

const headers = { Origin: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:::}}']] } };
const endpoint = { 'Fn::Join': ['', [{ Ref: 'Api' }, '.execute-api.eu-west-1.amazonaws.com']] };

const distribution = (...origins: object[]): object => ({ Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: { Enabled: true, Origins: origins } } });
const origin = (DomainName: unknown, OriginPath?: string, value: unknown = headers.Origin): object => ({
  Id: 'o', DomainName, ...(OriginPath !== undefined && { OriginPath }), OriginCustomHeaders: [{ HeaderName: 'X-Origin-Verify', HeaderValue: value }],
});
const stage = (StageName: string): object => part('Stage', { StageName, AutoDeploy: true });

const parts = {
  ...profileApi,
  Api: api({ Name: 'profile' }),
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'hush' } },
  Live: stage('live'),
  Domain: { Type: 'AWS::ApiGatewayV2::DomainName', Properties: { DomainName: 'api.example.com' } },
  Mapping: { Type: 'AWS::ApiGatewayV2::ApiMapping', Properties: { ApiId: { Ref: 'Api' }, DomainName: { Ref: 'Domain' }, Stage: { Ref: 'Live' }, ApiMappingKey: 'shop' } },
};

async function headersOf(...origins: object[]): Promise<Record<string, object>> {
  const { api: { stages } } = await httpApiOf({ ...parts, Front: distribution(...origins) });
  return Object.fromEntries(stages.map(({ name, originHeaders }) => [name, Object.fromEntries(originHeaders ?? [])]));
}

const hush = { 'x-origin-verify': 'hush' };

test.each<[string, object, object, object]>([
  ['the endpoint, so that the viewer chooses the stage', origin(endpoint), hush, hush],
  ['one stage', origin(endpoint, '/live'), {}, hush],
  ['a path of the default stage', origin(endpoint, '/v1'), hush, {}],
  ['a domain with the path of its mapping', origin('API.example.com', '/shop'), {}, hush],
  ['a domain without a path', origin('api.example.com'), {}, hush],
  ['another path of a domain', origin('api.example.com', '/shopping'), {}, {}],
  ['another host', origin('bucket.s3.amazonaws.com'), {}, {}],
  ['a host that only AWS knows', origin('{{resolve:ssm:of-another-app}}'), {}, {}],
  ['a value that only AWS knows', origin(endpoint, '', '{{resolve:secretsmanager:of-another-app}}'), {}, {}],
])('a distribution before %s', async (_, front, atDefault, atLive) => {
  expect(await headersOf(front)).toEqual({ $default: atDefault, live: atLive });
});

test('of several origins each one adds its headers to its own stage', async () => {
  expect(await headersOf(origin(endpoint, '/live', 'one'), origin(endpoint, '/v1', 'two'))).toEqual({ $default: { 'x-origin-verify': 'two' }, live: { 'x-origin-verify': 'one' } });
});

test.each([['no origins', { DistributionConfig: {} }], ['nothing', {}]])('a distribution with %s adds nothing', async (_, Properties) => {
  const { api: { stages } } = await httpApiOf({ ...parts, Front: { Type: 'AWS::CloudFront::Distribution', Properties } });
  expect(stages.map(({ originHeaders }) => originHeaders)).toEqual([undefined, undefined]);
});
