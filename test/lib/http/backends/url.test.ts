import { CfnParameter, Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Bare, integrationOf, newStack } from './bound';
import { HttpBackend } from '../../../../lib/http/http-backend';
import { HttpRequestMapping } from '../../../../lib/http/http-request-mapping';
import { resourcesOf } from '../../fixture';

const inClear = { plainHttpReason: 'an appliance that speaks nothing else' };

test('a URL is called with the method of the client', () => {
  expect(integrationOf(HttpBackend.url('https://api.example.com/v1/{id}'))).toEqual({
    ApiId: expect.anything(), IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'ANY', IntegrationUri: 'https://api.example.com/v1/{id}', PayloadFormatVersion: '1.0',
  });
});

test('method, timeout and mapping are the user\'s', () => {
  const options = { method: HttpMethod.PUT, timeout: Duration.seconds(3), requestMapping: new HttpRequestMapping().removeHeader('cookie').overwritePath('/v2${request.path}') };
  expect(integrationOf(HttpBackend.url('https://api.example.com', options))).toMatchObject({
    IntegrationMethod: 'PUT', TimeoutInMillis: 3000, RequestParameters: { 'overwrite:path': '/v2${request.path}', 'remove:header.cookie': "''" },
  });
});

test('a URL may be known at deployment only, and its id does not depend on what else is', () => {
  const idOf = (...earlier: string[]) => {
    const stack = newStack();
    for (const name of earlier) void new CfnParameter(stack, name).valueAsString;
    const bare = new Bare(stack).route('GET /{proxy+}', HttpBackend.url(`${new CfnParameter(stack, 'Origin').valueAsString}/{proxy}`));
    return Object.keys(resourcesOf(bare, 'AWS::ApiGatewayV2::Integration'));
  };
  expect(idOf()).toHaveLength(1);
  expect(idOf('A', 'B')).toEqual(idOf());
});

test('plain HTTP is refused without a reason, and recorded with one', () => {
  expect(() => HttpBackend.url('http://api.example.com')).toThrow('HttpBackend.url("http://api.example.com") would be called without TLS; use https, or say in plainHttpReason why none is needed');
  const bare = new Bare(newStack()).route('GET /orders', HttpBackend.url('http://api.example.com', inClear));
  const [resource] = Object.values(resourcesOf(bare, 'AWS::ApiGatewayV2::Integration'));
  expect(resource?.Properties).toMatchObject({ IntegrationUri: 'http://api.example.com' });
  const recorded = bare.node.findAll().flatMap(({ node }) => node.metadata).map(({ data }) => JSON.stringify(data));
  expect(recorded).toContainEqual(expect.stringContaining(inClear.plainHttpReason));
});

test.each([
  ['orders', {}, 'expected a URL, like "https://api.example.com/orders/{id}"'],
  ['https://api.example.com/a b', {}, 'expected a URL'],
  ['https://api.example.com/{id', {}, 'expected a URL'],
  ['ftp://api.example.com', {}, 'API Gateway speaks https and http, not ftp'],
  ['https://me:secret@api.example.com', {}, 'a password in a URL is readable in the template'],
  ['https://api.example.com/#top', {}, 'leave out what follows "#"'],
  ['https://api.example.com/{proxy+}', {}, 'write the parameter "{proxy+}" as "{proxy}"'],
  ['https://api.example.com/${request.path.id}', {}, '"${request.path.id}" is not replaced in a URL'],
  ['https://api.example.com', { plainHttpReason: 'why not' }, 'has TLS and plainHttpReason "why not"; leave plainHttpReason out'],
  ['http://api.example.com', { plainHttpReason: ' ' }, 'give a sentence that tells a reviewer'],
  ['https://api.example.com', { timeout: Duration.minutes(1) }, 'is 60000 ms'],
])('refuses %s with %j', (url, options, message) => {
  expect(() => HttpBackend.url(url, options)).toThrow(message);
});

test.each([
  'https://{tenant}/', 'https://{tenant}.example.com/orders', 'https://api.example.com{proxy}', 'https://${stageVariables.host}{proxy}/orders', 'https://api.example.com\\{proxy}',
])('callers do not choose the host: %s', (url) => {
  expect(() => HttpBackend.url(url)).toThrow('a path parameter in the host would let callers choose who gets their requests and tokens');
});

test('nor do they choose what follows a host that is known at deployment only', () => {
  const origin = new CfnParameter(newStack(), 'Origin').valueAsString;
  expect(() => HttpBackend.url(`${origin}{proxy}`)).toThrow('parameters stand behind the first "/"');
  expect(() => HttpBackend.url(`https://${origin}{proxy}`)).toThrow('parameters stand behind the first "/"');
  expect(() => HttpBackend.url(`https://${origin}?id={proxy}`)).not.toThrow();
});

test('stage variables choose a host', () => {
  expect(integrationOf(HttpBackend.url('https://${stageVariables.host}/orders'))).toMatchObject({ IntegrationUri: 'https://${stageVariables.host}/orders' });
});

test.each([
  ['$default', 'the route "$default" has none'],
  ['GET /orders', 'the route on "/orders" has none'],
  ['GET /orders/{orderId}', 'the route on "/orders/{orderId}" has "orderId"'],
])('names in a URL must be parameters of the route: %s', (key, message) => {
  expect(() => integrationOf(HttpBackend.url('https://api.example.com/{proxy}'), key)).toThrow(`HttpBackend.url("https://api.example.com/{proxy}") needs the path parameter "proxy", but ${message}`);
  expect(() => integrationOf(HttpBackend.url('https://api.example.com/{proxy}'), 'ANY /{proxy+}')).not.toThrow();
});
