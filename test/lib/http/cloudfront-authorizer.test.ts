import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { newHttpApi, partners, users } from './http-fixture';
import { readHttpConfiguration } from '../../../handlers/authorizers/http/configuration';
import { makeHttpHandler } from '../../../handlers/authorizers/http/handler';
import { HEADER, httpEvent, StubSecret } from '../../handlers/authorizers/http/http-fixture';
import { json, START } from '../../handlers/authorizers/support/stub-issuer';
import { TokenLab } from '../../handlers/authorizers/token-lab';
import { HttpAuthorization, type HttpJwtApiProps, JwtIssuer } from 'cdk-apigateway-patterns';

// Newer versions of aws-cdk-lib validate whole templates at synthesis.
jest.setTimeout(60_000);

const SECRET_ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:origin';

/** The packaged authorizer as the app deploys it: the environment of the template, the files beside the code. */
function deployed(props: Partial<HttpJwtApiProps>) {
  const app = new App({ context: { 'aws:cdk:enable-asset-metadata': true } });
  const stack = new Stack(app, 'Shop', { env: { region: 'us-east-1', account: '123456789012' } });
  newHttpApi({ cloudFrontProtection: {}, ...props }, stack);
  const assembly = app.synth();
  const { Resources } = assembly.getStackByName('Shop').template as { Resources: Record<string, { Type: string; Properties: Record<string, unknown>; Metadata?: Record<string, string> }> };
  const functions = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  for (const { Properties, Metadata } of functions) {
    const { Variables } = (Properties.Environment ?? {}) as { Variables?: { AUTHORIZER_CONFIG?: string | { 'Fn::Join': [string, unknown[]] } } };
    const written = Variables?.AUTHORIZER_CONFIG;
    if (written === undefined) continue;
    const text = typeof written === 'string' ? written : written['Fn::Join'][1].map((part) => typeof part === 'string' ? part : SECRET_ARN).join('');
    const folder = path.join(assembly.directory, Metadata?.['aws:asset:path'] ?? '');
    return { text, files: fs.readdirSync(folder), configuration: readHttpConfiguration(text, (name) => fs.readFileSync(path.join(folder, name), 'utf8')) };
  }
  throw new Error('there is no authorizer');
}

test('it judges as the app says', async () => {
  const { configuration, text, files } = deployed({
    additionalIssuers: { partners },
    defaultScopes: ['orders/read'],
    loggedClaims: ['sub', 'tenant'],
    routes: {
      'GET /orders': {},
      'POST /orders': { scopes: ['orders/write'] },
      'GET /partners': { authorization: HttpAuthorization.jwt({ issuer: partners, scopes: ['all'] }) },
      'GET /health': { authorization: HttpAuthorization.publicAccess('liveness') },
    },
  });
  expect(configuration.origin).toEqual({ secretId: SECRET_ARN, header: HEADER, refreshSeconds: 300, staleSeconds: 3600 });
  expect([text.includes('"GET /orders"'), files]).toEqual([true, ['index.mjs']]);
  const lab = new TokenLab({ issuer: users.issuerUrl, audience: 'https://api.example.com', now: START });
  const other = new TokenLab({ issuer: partners.issuerUrl, audience: 'orders', now: START });
  const get = async (url: string) => json(url.endsWith('openid-configuration')
    ? { issuer: url.includes('partners') ? partners.issuerUrl : users.issuerUrl, jwks_uri: 'https://keys.example.com/' }
    : lab.jwks());
  const handler = makeHttpHandler({ configuration, secretVersions: new StubSecret('s'), fetcher: { get }, clock: { now: () => START * 1000 }, log: () => undefined });
  const ask = async (routeKey: string, token?: string) => (await handler(httpEvent(routeKey, { [HEADER]: 's', ...(token !== undefined && { authorization: `Bearer ${token}` }) }))).isAuthorized;
  expect(await Promise.all([
    ask('GET /orders', lab.token()), ask('POST /orders', lab.token()), ask('POST /orders', lab.token({ claims: { scope: 'orders/write' } })),
    ask('GET /partners', lab.token({ claims: { scope: 'all' } })), ask('GET /partners', other.token({ claims: { scope: 'all' } })), ask('GET /orders', other.token()),
    ask('GET /health'), ask('GET /orders'),
  ])).toEqual([true, false, true, false, true, false, true, false]);
  const { context } = await handler(httpEvent('GET /orders', { [HEADER]: 's', authorization: lab.token({ claims: { tenant: 'acme' } }) }));
  expect(context).toMatchObject({ sub: 'ann', tenant: 'acme', claims: { tenant: 'acme' } });
});

test('with CORS, every method that is written out is known to it', () => {
  const { configuration } = deployed({ cors: { allowOrigins: ['https://shop.example.com'] }, routes: { 'ANY /orders': {}, '$default': {} } });
  expect(Object.keys(configuration.routes)).toEqual(expect.arrayContaining(['GET /orders', 'POST /orders']));
  expect(Object.keys(configuration.routes)).not.toContain('OPTIONS /orders');
});

test('many routes go into a file beside its code', () => {
  const routes = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`GET /resources/${index}/children`, { scopes: [`scope-${index}`] }]));
  const { configuration, text, files } = deployed({ routes });
  expect(text).toContain('"routes":"routes.json"');
  expect(files).toEqual(['index.mjs', 'routes.json']);
  expect(Object.entries(configuration.routes)).toHaveLength(200);
  expect(configuration.routes['GET /resources/7/children']).toEqual({ issuer: 0, scopes: ['scope-7'] });
});

describe('refused at synthesis', () => {
  const errorsOf = (props: Partial<HttpJwtApiProps>) => () => deployed(props);

  test('issuers that do not fit into the environment of a function', () => {
    const issuer = JwtIssuer.oidc({ issuerUrl: 'https://issuer.example.com', audience: Array.from({ length: 50 }, (_, index) => `https://audience-${index}.example.com/with/a/long/path/that/says/much/about/it/${index}`) });
    expect(errorsOf({ issuer })).toThrow('the issuers of this API have');
  });

  test('scopes that only CloudFormation knows, in a file', () => {
    const app = new App();
    const stack = new Stack(app, 'Shop', { env: { region: 'us-east-1', account: '123456789012' } });
    const scope = new CfnParameter(stack, 'Scope').valueAsString;
    newHttpApi({ cloudFrontProtection: {}, routes: Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`GET /resources/${index}/children`, { scopes: [scope] }])) }, stack);
    expect(() => app.synth()).toThrow('some scopes are known to CloudFormation only; write those as text');
  });
});
