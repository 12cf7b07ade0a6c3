import { get } from 'node:http';
import { LocalGateway, startLocal } from '../../../../local/index';
import { AppFolder } from '../../../support/app-folder';

const app = new AppFolder();
let local: LocalGateway | undefined;
afterAll(async () => {
  await local?.close();
  app.remove();
});

const part = (type: string, properties: object): object => ({ Type: `AWS::ApiGatewayV2::${type}`, Properties: { ApiId: { Ref: 'Profile' }, ...properties } });

/** An API whose route answers with a text. */
function template(routeKey: string, text: string, more: object = {}): string {
  return app.template('Shop', {
    Resources: {
      Profile: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'profile', ProtocolType: 'HTTP' } },
      Stage: part('Stage', { StageName: '$default', AutoDeploy: true }),
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', Role: 'arn:aws:iam::123456789012:role/any', Code: { ZipFile: `exports.handler = async () => ${JSON.stringify(text)};` } },
      },
      Integration: part('Integration', { IntegrationType: 'AWS_PROXY', IntegrationUri: { 'Fn::GetAtt': ['Fn', 'Arn'] }, PayloadFormatVersion: '2.0' }),
      Route: part('Route', { RouteKey: routeKey, Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] } }),
      ...more,
    },
  });
}

/** Status of a request under another name. */
const statusAs = async (host: string, url: string): Promise<number | undefined> => (
  new Promise((resolve, reject) => { get(url, { headers: { host } }, (response) => resolve(response.resume().statusCode)).on('error', reject); })
);

it('deploys what changed, at the same address', async () => {
  local = await startLocal({ templates: [template('GET /one', 'first')], inProcess: true });
  const url = local.url('Profile');
  const textOf = async (path: string): Promise<string> => (await fetch(`${url}${path}`)).text();
  expect(await textOf('/one')).toBe('first');
  expect(await statusAs('api.example.com', `${url}/one`)).toBe(403);
  template('GET /two', 'second', { Mapping: part('ApiMapping', { DomainName: 'api.example.com', Stage: { Ref: 'Stage' } }) });
  await local.reload();
  expect(local.url('Profile')).toBe(url);
  expect([await textOf('/one'), await textOf('/two')]).toEqual(['{"message":"Not Found"}', 'second']);
  expect(await statusAs('api.example.com', `${url}/two`)).toBe(200);
});

it('goes on serving what it did when a change can not be served', async () => {
  template('GET two', 'third');
  await expect(local?.reload()).rejects.toThrow(/no slash at its beginning/);
  expect(await (await fetch(`${local?.url('Profile') ?? ''}/two`)).text()).toBe('second');
});
