import * as path from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { main } from '../../../local/cli/main';
import { LocalIssuer } from '../../../local/issuer/local-issuer';
import { LocalClock } from '../../../local/local-clock';
import { LocalRuntime } from '../../../local/runtime';
import { bundleAuthorizer } from '../../handlers/authorizers/support/packaged-authorizer';
import { AppFolder } from '../../support/app-folder';
import { RecordingReporter } from '../../support/recording-reporter';
import { closeRuntimes, startRuntime, urlOf } from '../../support/start-runtime';
import { TestServer } from '../../support/test-server';

jest.setTimeout(60_000);

const app = new AppFolder();
afterEach(closeRuntimes);
afterAll(() => app.remove());

const part = (type: string, properties: object): object => ({ Type: `AWS::ApiGateway::${type}`, Properties: { RestApiId: { Ref: 'OrdersApi' }, ...properties } });

function lambda(code: string, environment: object = {}, handler = 'index.handler'): object {
  return {
    Type: 'AWS::Lambda::Function',
    Metadata: { 'aws:asset:path': code, 'aws:asset:property': 'Code' },
    Properties: { Runtime: 'nodejs22.x', Handler: handler, Timeout: 10, MemorySize: 256, Role: 'arn:aws:iam::123456789012:role/any', Code: { S3Bucket: 'a', S3Key: 'c' }, Environment: { Variables: environment } },
  };
}

const invocation = (fn: string): object => ({ 'Fn::Join': ['', ['arn:aws:apigateway:', { Ref: 'AWS::Region' }, ':lambda:path/2015-03-31/functions/', { 'Fn::GetAtt': [fn, 'Arn'] }, '/invocations']] });

function route(pathPart: string, method: object): Record<string, object> {
  return {
    [`${pathPart}Resource`]: part('Resource', { ParentId: { 'Fn::GetAtt': ['OrdersApi', 'RootResourceId'] }, PathPart: pathPart }),
    [`${pathPart}Method`]: part('Method', {
      ResourceId: { Ref: `${pathPart}Resource` }, HttpMethod: 'GET', Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: invocation('Echo') }, ...method,
    }),
  };
}

/** As the constructs write it: the pool of the template, its client, and the scopes of the route. */
const trustingThePool = {
  'Fn::Join': ['', [
    '{"issuers":[{"issuer":"', { 'Fn::GetAtt': ['Pool', 'ProviderURL'] }, '","kind":"cognito","clientIds":["', { Ref: 'Client' }, '"]}],"routes":{"GET /jwt":["orders/read"]}}',
  ]],
};

/** An API with a route of every kind. */
function shop(authorizerCode: string, configuration: object | string = trustingThePool): object {
  const echo = app.code('echo', 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event.requestContext) });');
  return {
    Resources: {
      OrdersApi: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'orders' } },
      Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
      Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Pool' } } },
      Echo: lambda(echo),
      Packaged: lambda(authorizerCode, { AUTHORIZER_CONFIG: configuration }, 'index.restHandler'),
      PoolAuth: part('Authorizer', { Name: 'pool', Type: 'COGNITO_USER_POOLS', ProviderARNs: [{ 'Fn::GetAtt': ['Pool', 'Arn'] }], IdentitySource: 'method.request.header.Authorization' }),
      JwtAuth: part('Authorizer', { Name: 'jwt', Type: 'REQUEST', AuthorizerUri: invocation('Packaged'), IdentitySource: 'method.request.header.Authorization' }),
      ...route('signed', { AuthorizationType: 'AWS_IAM' }),
      ...route('pool', { AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: { Ref: 'PoolAuth' } }),
      ...route('scoped', { AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: { Ref: 'PoolAuth' }, AuthorizationScopes: ['orders/read'] }),
      ...route('jwt', { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'JwtAuth' } }),
      Deployment: { ...part('Deployment', {}), DependsOn: ['signedMethod', 'poolMethod', 'scopedMethod', 'jwtMethod'] },
      Stage: part('Stage', { DeploymentId: { Ref: 'Deployment' }, StageName: 'prod' }),
      CallerRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {},
          RoleName: 'caller',
          Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:*/prod/GET/signed' }] } }],
        },
      },
    },
  };
}

let packaged: string;
beforeAll(async () => {
  packaged = path.join(app.folder, 'packaged');
  await bundleAuthorizer(packaged);
});

async function get(runtime: LocalRuntime, name: string, token?: string): Promise<{ readonly status: number; readonly body: object }> {
  const response = await fetch(`${urlOf(runtime)}/${name}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: await response.json() as object };
}

test('the packaged authorizer runs unmodified against the local issuer, and both kinds of pool tokens are verified', async () => {
  const reporter = new RecordingReporter();
  const runtime = await startRuntime({ templates: [app.template('Shop', shop(packaged))] }, { reporter });
  expect(reporter.of('stand-in')).toEqual([{ kind: 'stand-in', issuer: expect.stringContaining('https://cognito-idp.'), reason: 'a template creates it' }]);
  const access = runtime.token({ sub: 'ann', scopes: ['orders/read'] });
  expect(await get(runtime, 'jwt', access)).toMatchObject({ status: 200, body: { authorizer: { principalId: 'ann', scope: 'orders/read' } } });
  expect(await get(runtime, 'scoped', access)).toMatchObject({ status: 200, body: { authorizer: { claims: { sub: 'ann', token_use: 'access' } } } });
  expect(await get(runtime, 'pool', runtime.token({ sub: 'ann', tokenUse: 'id' }))).toMatchObject({ status: 200, body: { authorizer: { claims: { 'cognito:username': 'ann' } } } });
  // Nothing of that is open to others.
  for (const name of ['jwt', 'scoped', 'pool']) expect(await get(runtime, name)).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
  expect((await get(runtime, 'jwt', runtime.token({ sub: 'ann', scopes: ['orders/write'] }))).status).toBe(403);
  expect((await get(runtime, 'pool', access)).status).toBe(401);
  const stranger = new LocalIssuer(new LocalClock());
  await stranger.ready;
  const { iss, client_id: client } = JSON.parse(Buffer.from(access.split('.')[1] ?? '', 'base64url').toString()) as { readonly iss: string; readonly client_id: string };
  stranger.standInFor([{ issuer: iss, kind: 'cognito', audience: [], clientIds: [client], local: true }]);
  for (const name of ['jwt', 'scoped']) expect((await get(runtime, name, stranger.mint({ sub: 'ann', scopes: ['orders/read'] }))).status).toBe(401);
  expect(JSON.stringify(reporter.events)).not.toContain(access.split('.')[2]);
});

test('a role of the template signs with keys of its own and may do what its policies say', async () => {
  const runtime = await startRuntime({ templates: [app.template('Shop', shop(packaged))] });
  const [caller] = runtime.catalogue.callers;
  const [credentials] = runtime.catalogue.apis.map((api) => api.credentials);
  expect(caller).toMatchObject({ kind: 'role', name: 'caller' });
  if (!caller || !credentials) throw new Error('no keys');
  const url = new URL(`${urlOf(runtime)}/signed`);
  const region = 'us-east-1';
  const call = async (keys: { readonly accessKeyId: string; readonly secretAccessKey: string }): Promise<Response> => {
    const signer = new SignatureV4({ service: 'execute-api', region, credentials: keys, sha256: Sha256 });
    const { headers } = await signer.sign({ method: 'GET', protocol: 'http:', hostname: url.hostname, port: Number(url.port), path: url.pathname, headers: { host: url.host } });
    return fetch(url, { headers });
  };
  expect((await call(credentials)).status).toBe(200);
  const answer = await call(caller);
  expect(await answer.json()).toMatchObject({ identity: { userArn: expect.stringMatching(/:assumed-role\/caller\/local$/) } });
  expect((await call({ ...caller, secretAccessKey: 'wrong' })).status).toBe(403);
});

test('without the local issuer nothing takes its place', async () => {
  const reporter = new RecordingReporter();
  const runtime = await startRuntime({ templates: [app.template('Shop', shop(packaged))] }, { reporter, localIssuer: false });
  expect(() => runtime.token()).toThrow('no API here takes tokens of the local issuer');
  expect(runtime.catalogue.issuer).toBeUndefined();
  expect(reporter.of('stand-in')).toEqual([]);
});

describe('an issuer that can be reached', () => {
  let server: TestServer;
  let origin: string;
  const real = new LocalIssuer(new LocalClock());
  beforeAll(async () => {
    server = await TestServer.start((_, response) => { void real.ready.then(() => response.end(JSON.stringify({ keys: real.publicKeys }))); });
    origin = server.origin;
  });
  afterAll(async () => server.close());

  test('is asked itself; the local one does not stand in for it', async () => {
    const configuration = JSON.stringify({ issuers: [{ issuer: origin, audience: ['api'], jwksUri: `${origin}/jwks` }], loopbackAllowed: true });
    const runtime = await startRuntime({ templates: [app.template('Shop', shop(packaged, configuration))] });
    await real.ready;
    real.standInFor([{ issuer: origin, kind: 'oidc', audience: ['api'], clientIds: [], local: false }]);
    expect((await get(runtime, 'jwt', real.mint({ sub: 'ann' }))).status).toBe(200);
    expect(() => runtime.token({ issuer: origin })).toThrow('does not stand in for');
  });
});

test('the command line makes tokens for the gateway that runs in its folder', async () => {
  const runtime = await startRuntime({ templates: [app.template('Shop', shop(packaged))] }, { folder: app.folder, keepState: true });
  let printed = '';
  const terminal = {
    stdout: { write: (text: string) => { printed += text; } },
    stderr: { write: (text: string) => { printed += text; } },
    env: {},
    folder: app.folder,
    onStop: () => () => undefined,
    exit: () => undefined,
  };
  expect(await main(['token', '--sub', 'ann', '--scope', 'orders/read', '--claim', 'custom:level=3'], terminal)).toBe(0);
  expect(printed).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  expect(await get(runtime, 'scoped', printed.trim())).toMatchObject({ status: 200, body: { authorizer: { claims: { 'sub': 'ann', 'custom:level': '3' } } } });
  await runtime.close();
  printed = '';
  expect(await main(['token'], terminal)).toBe(2);
  expect(printed).toContain('start one with "apigateway-local start"');
});
