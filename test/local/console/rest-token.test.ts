import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCatalogue } from '../../../local/console/build-catalogue';
import { IssuerProfile } from '../../../local/issuer/issuer-profile';
import { FunctionModel } from '../../../local/model/functions/function';
import { RestMethod } from '../../../local/model/rest-api';
import { RestAuthorizer } from '../../../local/model/rest-authorizer';
import { method, model, restApi } from '../../support/models';

const ISSUER = 'https://login.example.com';
const folder = mkdtempSync(join(tmpdir(), 'rest-token-'));
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:jwt';
const fn = (configuration: object): FunctionModel => ({
  stack: 'Shop', logicalId: 'Jwt', name: 'jwt', arn, region: 'us-east-1', account: '123456789012', runtime: 'nodejs24.x', handler: 'index.restHandler', codeDirectory: folder, memoryMegabytes: 256, timeoutMilliseconds: 10_000, environment: new Map([['AUTHORIZER_CONFIG', JSON.stringify(configuration)]]), qualifiers: [],
});
const jwt: RestAuthorizer = {
  id: 'a1', logicalId: 'A', type: 'REQUEST', uri: arn, identitySources: ['method.request.header.Authorization'], resultTtlSeconds: 300, userPools: [],
};
const profile = (issuer: string, more: Partial<IssuerProfile> = {}): IssuerProfile => ({ issuer, kind: 'oidc', audience: ['shop'], clientIds: [], local: true, ...more });
const guarded = (more: Partial<RestMethod> = {}): RestMethod => method('GET', { authorizationType: 'CUSTOM', authorizerId: 'a1', ...more });
const keys = ['off', 'acme', 'initech'].map((value) => ({ id: value, stack: 'Shop', logicalId: value, name: value, value, enabled: value !== 'off' }));
const plan = { id: 'p1', stack: 'Shop', logicalId: 'Free', name: 'free', apiStages: [{ apiId: 'abc123', stageName: 'prod', methodThrottles: new Map() }], keyIds: ['off', 'acme', 'initech'] };

function command(
  configuration: object, given = guarded(), profiles: readonly IssuerProfile[] = [profile(ISSUER)], authorizer = jwt,
): string | undefined {
  const api = restApi({ '/a': [given] }, { apiKeySource: 'AUTHORIZER', authorizers: [authorizer] });
  const { apis } = buildCatalogue(model({ restApis: [api], functions: [fn(configuration)], usagePlans: [plan], apiKeys: keys }), {
    console: '', origin: () => '', constructPath: () => undefined, credentials: () => ({ accessKeyId: '', secretAccessKey: '' }), issuer: { url: '', profiles },
  });
  return /-H (?:'([^']*)'|"([^"]*)")/.exec(apis[0]?.stages[0]?.routes[0]?.curl ?? '')?.slice(1).join('');
}

writeFileSync(join(folder, 'long.json'), '{"GET /a":["x"]}');
afterAll(() => { rmSync(folder, { recursive: true }); });

const token = (options: string): string => `authorization: Bearer $(npx apigateway-local token${options})`;
const trusting = (more: object = {}, issuer: object = {}): object => ({ issuers: [{ issuer: ISSUER, audience: ['shop'], ...issuer }], ...more });
const keyed = guarded({ apiKeyRequired: true });
const byClient = { usageIdentifier: { claim: 'client_id' } };
const pool = { ...jwt, type: 'COGNITO_USER_POOLS' as const, identitySources: ['method.request.header.X-Token'], userPools: [{ arn: 'p', issuer: ISSUER, local: true, clientIds: ['web'] }] };
const cognito = profile(ISSUER, { kind: 'cognito', audience: [], clientIds: ['web'] });

test.each<[string, string | undefined, string]>([
  ['any token', command(trusting()), token('')],
  ['scopes of all routes', command(trusting({ requiredScopes: ['x', 'y'] })), token(' --scope x')],
  ['scopes of the route', command(trusting({ routes: { 'GET /a': ['x', 'y'] } })), token(' --scope x')],
  ['scopes of any method', command(trusting({ routes: { 'ANY /a': ['x'] } })), token(' --scope x')],
  ['a route that the authorizer does not know', command(trusting({ routes: { 'GET /b': [] } })), 'authorization: Bearer TOKEN'],
  ['routes in a file that is not there', command(trusting({ routes: 'routes.json' })), 'authorization: Bearer TOKEN'],
  ['routes in a file', command(trusting({ routes: 'long.json' })), token(' --scope x')],
  ['an issuer that can be reached', command(trusting(), guarded(), []), 'authorization: Bearer TOKEN'],
  ['one of several issuers', command(trusting(), guarded(), [profile('https://b.example'), profile(ISSUER)]), token(` --issuer ${ISSUER}`)],
  ['a customer by client', command(trusting({}, byClient), keyed), token(' --client-id acme')],
  ['a customer whose client is accepted', command(trusting({}, byClient), keyed, [profile(ISSUER, { clientIds: ['other', 'initech'] })]), token(' --client-id initech')],
  ['a customer by another claim', command(trusting({}, { usageIdentifier: { claim: 'custom:tier', keys: { lost: 'gone', gold: 'initech' } } }), keyed), token(' --claim custom:tier=gold')],
  ['no customer where no key is needed', command(trusting({}, byClient)), token('')],
  ['a user pool', command({}, guarded({ authorizationType: 'COGNITO_USER_POOLS', authorizationScopes: ['x'] }), [cognito], pool), token(' --scope x').replace('authorization', 'x-token')],
])('the token of %s', (_, header, expected) => {
  expect(header).toBe(expected);
});
