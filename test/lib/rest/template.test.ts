import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { maskAssetHashes } from '../../snapshot-serializer';
import { basic, newApi, newFunction, newStack, templateOf } from '../fixture';
import { ApiAccess, JwtIssuer, QuotaPeriod, RestAuthorization } from 'cdk-apigateway-patterns';

expect.addSnapshotSerializer(maskAssetHashes);

/** Types whose shape is aws-cdk-lib's own business, which differs between its versions. */
const ours = /^AWS::(ApiGateway|Logs|SecretsManager)|Permission$|ManagedPolicy$|^Custom::/;

test('an API with everything on it', () => {
  const stack = newStack();
  const tokens = RestAuthorization.jwt({ issuers: [JwtIssuer.auth0({ domain: 'example.eu.auth0.com', audience: ['https://api.example.com'] })], scopes: ['orders/read'] });
  const api = newApi({
    handler: newFunction(stack),
    resourcePolicy: ApiAccess.fromIpRanges('203.0.113.0/24'),
    cors: { allowOrigins: ['https://shop.example.com'] },
    plans: { free: { ...basic, quota: { limit: 100, period: QuotaPeriod.DAY } }, pro: { ...basic, routeThrottles: { 'POST /orders': { rateLimit: 5, burstLimit: 5 } } } },
    routes: {
      'POST /orders': { requestSchema: { type: apigateway.JsonSchemaType.OBJECT, required: ['items'] }, throttle: { rateLimit: 100, burstLimit: 50 } },
      'GET /orders': { authorization: tokens },
      'DELETE /orders/{id}': { authorization: tokens, scopes: ['orders/write'] },
      'GET /orders/{id}': { authorization: RestAuthorization.iam() },
      'GET /health': { authorization: RestAuthorization.publicAccess('uptime checks'), mockResponse: { body: { status: 'ok' } } },
    },
  }, stack);
  api.addCustomer('Acme', { plan: 'free' });
  api.metricThrottled();
  const { Resources } = templateOf(api).toJSON() as { Resources: Record<string, { Type: string; Metadata?: unknown }> };
  const shown = Object.entries(Resources).filter(([, { Type }]) => ours.test(Type)).map(([id, { Metadata: _, ...resource }]) => [
    resource.Type === 'AWS::ApiGateway::Deployment' ? 'Deployment' : id, resource,
  ]);
  const [deployment] = Object.entries(Resources).find(([, { Type }]) => Type === 'AWS::ApiGateway::Deployment') ?? [''];
  expect(JSON.parse(JSON.stringify(Object.fromEntries(shown)).replaceAll(deployment, 'Deployment'))).toMatchSnapshot();
});
