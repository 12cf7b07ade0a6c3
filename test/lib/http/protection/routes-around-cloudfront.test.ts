import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { newFunction, newStack, warningsOf } from '../../fixture';
import { newHttpApi } from '../http-fixture';

const warning = 'cdk-apigateway-patterns:route-around-cloudfront';
const protectedApi = () => newHttpApi({ cloudFrontProtection: {} }, newStack({ env: { region: 'us-east-1', account: '123456789012' } }));

test('a route of the L2 API goes around CloudFront, which is warned of', () => {
  const api = protectedApi();
  const integration = new HttpLambdaIntegration('Integration', newFunction(api, 'Other'));
  api.api.addRoutes({ path: '/back-door', methods: [apigwv2.HttpMethod.GET], integration });
  expect(warningsOf(api)).toEqual([warning]);
});

test('routes of the construct don\'t, and neither do those of other APIs', () => {
  const api = protectedApi();
  api.addPublicRoute('liveness', 'GET /health');
  new apigwv2.HttpApi(api, 'Other').addRoutes({ path: '/', integration: new HttpLambdaIntegration('Integration', newFunction(api, 'OtherHandler')) });
  expect(warningsOf(api)).toEqual([]);
});
