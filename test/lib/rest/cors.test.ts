import { Duration } from 'aws-cdk-lib';
import { newApi, propertiesOf, resourcesOf, templateOf, warningsOf } from '../fixture';
import { RestAuthorization, type RestCorsOptions } from 'cdk-apigateway-patterns';

const shop = 'https://shop.example.com';
const admin = 'https://admin.example.com';
const mocked = { mockResponse: {} };

interface Answer { ResponseParameters: Record<string, string>; ResponseTemplates: Record<string, string> }

function preflights(api: ReturnType<typeof newApi>): Record<string, Answer> {
  const found = Object.entries(resourcesOf(api, 'AWS::ApiGateway::Method')).filter(([, { Properties }]) => Properties.HttpMethod === 'OPTIONS');
  return Object.fromEntries(found.map(([id, { Properties }]) => {
    expect(Properties).toMatchObject({ AuthorizationType: 'NONE', ApiKeyRequired: false });
    return [id, (Properties.Integration as { IntegrationResponses: [Answer] }).IntegrationResponses[0]];
  }));
}

const errorHeaders = (api: ReturnType<typeof newApi>) => propertiesOf(api, 'AWS::ApiGateway::GatewayResponse').map(({ ResponseParameters }) => ResponseParameters as Record<string, string>);
const header = (name: string) => `method.response.header.Access-Control-${name}`;

test('paths with routes get a preflight with the methods that they have, and others none', () => {
  const api = newApi({ cors: { allowOrigins: [shop] }, routes: { 'GET /orders/{id}': mocked, 'DELETE /orders/{id}': mocked } });
  api.addRoute('PATCH /orders/{id}', mocked);
  const found = Object.values(preflights(api));
  expect(found).toHaveLength(1);
  expect(found[0]?.ResponseParameters).toMatchObject({
    [header('Allow-Origin')]: `'${shop}'`,
    [header('Allow-Methods')]: "'DELETE,GET,OPTIONS,PATCH'",
    [header('Max-Age')]: "'7200'",
    'method.response.header.Vary': "'Origin'",
  });
});

test('ANY never reaches a preflight, and is spelled out for browsers', () => {
  const api = newApi({ authorization: RestAuthorization.iam(), cors: { allowOrigins: [shop] }, routes: { 'ANY /{proxy+}': mocked } });
  expect(Object.values(preflights(api)).map(({ ResponseParameters }) => ResponseParameters[header('Allow-Methods')])).toEqual(["'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'"]);
});

test('without cors there is no preflight', () => {
  expect(preflights(newApi())).toEqual({});
});

test('options are written with quotes', () => {
  const api = newApi({ cors: { allowOrigins: [shop], allowCredentials: true, allowHeaders: ['X-Tenant'], allowMethods: ['GET'], exposeHeaders: ['ETag'], maxAge: Duration.minutes(1) } });
  expect(Object.values(preflights(api))[0]?.ResponseParameters).toMatchObject({
    [header('Allow-Credentials')]: "'true'", [header('Allow-Headers')]: "'X-Tenant'", [header('Allow-Methods')]: "'GET'", [header('Max-Age')]: "'60'",
  });
  for (const headers of errorHeaders(api)) {
    expect(headers).toMatchObject({
      'gatewayresponse.header.Access-Control-Allow-Origin': `'${shop}'`,
      'gatewayresponse.header.Access-Control-Allow-Credentials': "'true'",
      'gatewayresponse.header.Access-Control-Expose-Headers': "'x-amzn-RequestId,ETag'",
    });
  }
});

test('several origins are compared exactly', () => {
  const api = newApi({ cors: { allowOrigins: [shop, admin] } });
  const [answer] = Object.values(preflights(api));
  expect(answer?.ResponseParameters[header('Allow-Origin')]).toBe(`'${shop}'`);
  expect(answer?.ResponseTemplates['application/json']).toContain(`#if($origin == "${admin}")#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end`);
});

test.each<[string, Partial<RestCorsOptions>, string, string[]]>([
  ['one origin', { allowOrigins: [shop], allowCredentials: true }, `'${shop}'`, []],
  ['any origin', { allowOrigins: ['*'] }, "'*'", []],
  ['several without credentials', { allowOrigins: [shop, admin] }, "'*'", []],
  ['several with credentials', { allowOrigins: [shop, admin], allowCredentials: true }, `'${shop}'`, ['cdk-apigateway-patterns:cors-errors']],
])('errors are readable for %s', (_, cors, origin, warnings) => {
  const api = newApi({ cors: { allowOrigins: [], ...cors } });
  expect(new Set(errorHeaders(api).map((headers) => headers['gatewayresponse.header.Access-Control-Allow-Origin']))).toEqual(new Set([origin]));
  expect(warningsOf(api)).toEqual(warnings);
});

test('a fixed answer carries the headers too', () => {
  const api = newApi({ cors: { allowOrigins: [shop] } });
  templateOf(api).hasResourceProperties('AWS::ApiGateway::Method', { HttpMethod: 'GET', Integration: { IntegrationResponses: [{ ResponseParameters: { [header('Allow-Origin')]: `'${shop}'` } }] } });
});

test('a preflight of one\'s own wins, whatever the order, and is named when browsers can\'t pass it', () => {
  const api = newApi({ cors: { allowOrigins: [shop] }, routes: { 'GET /a': mocked, 'OPTIONS /a': mocked } });
  expect(Object.values(resourcesOf(api, 'AWS::ApiGateway::Method'))).toHaveLength(2);
  expect(warningsOf(api)).toEqual(['cdk-apigateway-patterns:preflight-refused']);
  expect(() => newApi({ cors: { allowOrigins: [shop] } }).addRoute('OPTIONS /orders', mocked)).toThrow('has made a preflight already');
});

test.each<[Partial<RestCorsOptions>, string]>([
  [{ allowOrigins: [] }, 'allowOrigins is empty'],
  [{ allowOrigins: ['*', shop] }, 'give either "*" or the list'],
  [{ allowOrigins: ['*'], allowCredentials: true }, 'which browsers refuse'],
  [{ allowOrigins: ['https://*.example.com'] }, 'there are no wildcards'],
  [{ allowOrigins: [`${shop}/`] }, `has no trailing slash; use "${shop}"`],
  [{ allowOrigins: [`${shop}/cart`] }, 'scheme, host and port only'],
  [{ allowOrigins: ['https://Shop.example.com'] }, `lower case; use "${shop}"`],
  [{ allowOrigins: [`${shop}:443`] }, `default port; use "${shop}"`],
  [{ allowOrigins: ['shop.example.com'] }, 'like "https://shop.example.com"'],
  [{ allowOrigins: ['null'] }, 'every sandboxed page'],
  [{ allowOrigins: ['https://a.example" || "'] }, 'scheme, host and port only'],
  [{ allowHeaders: ["X'Y"] }, 'name of a header'],
  [{ allowMethods: ['ANY'] }, 'allowMethods has "ANY"'],
  [{ maxAge: Duration.millis(1500) }, '1500 ms; expected whole seconds'],
])('%j is refused', (cors, message) => {
  expect(() => newApi({ cors: { allowOrigins: [shop], ...cors } })).toThrow(message);
});

test.each(['http://localhost:5173', 'http://127.0.0.1:8080', 'http://[::1]:3000', 'capacitor://localhost', shop])('%s is an origin', (origin) => {
  expect(() => newApi({ cors: { allowOrigins: [origin] } })).not.toThrow();
});
