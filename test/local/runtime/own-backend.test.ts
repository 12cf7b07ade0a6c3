import { LocalGateway, startLocal } from '../../../local/index';
import { AppFolder } from '../../support/app-folder';

const app = new AppFolder();
let local: LocalGateway;

beforeAll(async () => {
  const of = (api: string, type: string, properties: object): object => ({ Type: `AWS::ApiGatewayV2::${type}`, Properties: { ApiId: { Ref: api }, ...properties } });
  const proxy = (type: string, properties: object): object => ({ Type: `AWS::ApiGateway::${type}`, Properties: { RestApiId: { Ref: 'Rest' }, ...properties } });
  const template = app.template('Shop', {
    Resources: {
      Front: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'front', ProtocolType: 'HTTP' } },
      FrontStage: of('Front', 'Stage', { StageName: '$default', AutoDeploy: true }),
      ToRest: of('Front', 'Integration', {
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'GET',
        PayloadFormatVersion: '1.0',
        IntegrationUri: { 'Fn::Sub': 'https://${Rest}.execute-api.${AWS::Region}.${AWS::URLSuffix}/prod/hello' },
      }),
      FrontRoute: of('Front', 'Route', { RouteKey: 'GET /through', Target: { 'Fn::Sub': 'integrations/${ToRest}' } }),
      Rest: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'rest' } },
      Hello: proxy('Resource', { PathPart: 'hello', ParentId: { 'Fn::GetAtt': ['Rest', 'RootResourceId'] } }),
      GetHello: proxy('Method', {
        ResourceId: { Ref: 'Hello' },
        HttpMethod: 'GET',
        AuthorizationType: 'NONE',
        Integration: {
          Type: 'MOCK',
          RequestTemplates: { 'application/json': '{"statusCode": 200}' },
          IntegrationResponses: [{ StatusCode: '200', ResponseTemplates: { 'application/json': '{"from":"the other API"}' } }],
        },
        MethodResponses: [{ StatusCode: '200' }],
      }),
      Deployment: { ...proxy('Deployment', {}), DependsOn: 'GetHello' },
      Prod: proxy('Stage', { StageName: 'prod', DeploymentId: { Ref: 'Deployment' } }),
    },
  });
  local = await startLocal({ templates: [template], env: { PATH: process.env.PATH } });
});

afterAll(async () => {
  await local?.close();
  app.remove();
});

test('a route reaches another API of the template under its name on AWS', async () => {
  const answer = await fetch(`${local.url('Front')}/through`);
  expect([answer.status, await answer.json()]).toEqual([200, { from: 'the other API' }]);
});
