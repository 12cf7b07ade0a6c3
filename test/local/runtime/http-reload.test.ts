import { LocalGateway, startLocal } from '../../../local/index';
import { AppFolder } from '../../support/app-folder';

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

it('deploys what changed, at the same address', async () => {
  local = await startLocal({ templates: [template('GET /one', 'first')], inProcess: true });
  const url = local.url('Profile');
  const get = async (path: string): Promise<string> => (await fetch(`${url}${path}`)).text();
  expect(await get('/one')).toBe('first');
  template('GET /two', 'second', { Mapping: part('ApiMapping', { DomainName: 'api.example.com', Stage: { Ref: 'Stage' } }) });
  await local.reload();
  expect(local.url('Profile')).toBe(url);
  expect([await get('/one'), await get('/two')]).toEqual(['{"message":"Not Found"}', 'second']);
});

it('goes on serving what it did when a change can not be served', async () => {
  template('GET two', 'third');
  await expect(local?.reload()).rejects.toThrow(/no slash at its beginning/);
  expect(await (await fetch(`${local?.url('Profile') ?? ''}/two`)).text()).toBe('second');
});
