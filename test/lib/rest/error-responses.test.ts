import { Match } from 'aws-cdk-lib/assertions';
import { newApi, propertiesOf, templateOf } from '../fixture';

test('every error is JSON with a request id, and its words are the service\'s only where they are safe', () => {
  const bodies = Object.fromEntries(propertiesOf(newApi(), 'AWS::ApiGateway::GatewayResponse').map(({ ResponseType, ResponseTemplates }) => {
    const template = (ResponseTemplates as Record<string, string>)['application/json'] ?? '';
    const body = JSON.parse(template.replace('$context.error.messageString', '"<service>"')) as { message: string; requestId: string };
    expect(body.requestId).toBe('$context.requestId');
    return [ResponseType, body.message];
  }));
  expect(bodies).toEqual({
    DEFAULT_4XX: '<service>',
    DEFAULT_5XX: 'Internal server error',
    ACCESS_DENIED: 'Forbidden',
    INVALID_SIGNATURE: 'The signature of the request is not valid',
    MISSING_AUTHENTICATION_TOKEN: 'Forbidden',
    INTEGRATION_TIMEOUT: 'Endpoint request timed out',
  });
});

test('status codes stay the service\'s own', () => {
  for (const properties of propertiesOf(newApi(), 'AWS::ApiGateway::GatewayResponse')) expect(properties.StatusCode).toBeUndefined();
});

test('switched off, nothing is written, but CORS still works', () => {
  templateOf(newApi({ standardErrors: false })).resourceCountIs('AWS::ApiGateway::GatewayResponse', 0);
  const withCors = templateOf(newApi({ standardErrors: false, cors: { allowOrigins: ['https://shop.example.com'] } }));
  withCors.resourceCountIs('AWS::ApiGateway::GatewayResponse', 2);
  withCors.allResourcesProperties('AWS::ApiGateway::GatewayResponse', { ResponseTemplates: Match.absent(), ResponseParameters: Match.objectLike({ 'gatewayresponse.header.Vary': "'Origin'" }) });
});
