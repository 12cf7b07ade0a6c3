import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { newStack, propertiesOf, templateOf } from '../fixture';
import { authorizersOf, newHttpApi, partners, routesOf } from './http-fixture';
import { HttpAuthorization, type HttpJwtApiProps } from 'cdk-apigateway-patterns';

const at = { env: { region: 'us-east-1', account: '111111111111' } };

function behindDomain(options: object = {}) {
  const stack = newStack(at);
  const certificate = acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:111111111111:certificate/1');
  return newHttpApi({ customDomain: { domainName: 'api.example.com', certificate, ...options } }, stack);
}

const behindCloudFront = (props: Partial<HttpJwtApiProps> = {}) => newHttpApi({ cloudFrontProtection: {}, ...props }, newStack(at));

test.each([
  ['a domain', {}, 'https://api.example.com/', true],
  ['a path of a domain', { basePath: 'orders' }, 'https://api.example.com/orders/', true],
  ['a domain beside the execute-api URL', { disableExecuteApiEndpoint: false }, 'https://api.example.com/', undefined],
])('callers find the API at %s', (_, options, url, closed) => {
  const api = behindDomain(options);
  expect([api.url, propertiesOf(api, 'AWS::ApiGatewayV2::Api')[0]?.DisableExecuteApiEndpoint]).toEqual([url, closed]);
  expect(api.customDomain?.apiMapping).toBeDefined();
});

test('behind CloudFront every route has the authorizer that asks for the secret, and the log its claims', () => {
  const api = behindCloudFront({ additionalIssuers: { partners }, loggedClaims: ['cognito:username'], routes: { 'GET /a': { authorization: HttpAuthorization.jwt({ issuer: partners, scopes: ['x'] }) }, '$default': {} } });
  api.addPublicRoute('uptime checks', 'GET /health');
  expect(Object.keys(authorizersOf(api))).toEqual(['CloudFront']);
  expect(Object.values(routesOf(api)).map(({ AuthorizationType, AuthorizationScopes }) => [AuthorizationType, AuthorizationScopes])).toEqual(Array(3).fill(['CUSTOM', undefined]));
  const [stage] = propertiesOf(api, 'AWS::ApiGatewayV2::Stage');
  expect((stage?.AccessLogSettings as { Format: string }).Format).toContain('"cognito:username":"$context.authorizer.cognito_username"');
  templateOf(api).resourceCountIs('AWS::CloudFront::Distribution', 1);
  expect(api.url).toBe(`https://${api.distribution?.distributionDomainName}/`);
});

test.each([
  ['iam', HttpAuthorization.iam(), 'has HttpAuthorization.iam()'],
])('a route by %s can\'t be behind CloudFront', (_, authorization, message) => {
  expect(() => behindCloudFront().addRoute('GET /a', { authorization })).toThrow(message);
});

test('a domain stands before CloudFront, not beside it', () => {
  expect(() => behindCloudFront({ customDomain: { domainName: 'api.example.com' } })).toThrow('give the domain as cloudFrontProtection.customDomain');
});
