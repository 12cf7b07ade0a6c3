import { type HttpAuthorizerConfiguration, readHttpConfiguration } from '../../../../handlers/authorizers/http/configuration';
import { type HttpHandler, makeHttpHandler } from '../../../../handlers/authorizers/http/handler';
import type { SecretVersions } from '../../../../handlers/authorizers/http/origin-secret';
import { AUDIENCE, ISSUER } from '../support/authorizer-configuration';
import type { StubIssuer } from '../support/stub-issuer';

export const HEADER = 'x-origin-verify';

/** The secret as a test wants it. */
export class StubSecret implements SecretVersions {
  public reads = 0;
  public error: Error | undefined;
  public values: string[];

  public constructor(...values: string[]) {
    this.values = values;
  }

  public async read(): Promise<readonly string[]> {
    this.reads += 1;
    if (this.error) throw this.error;
    return this.values;
  }
}

export function httpConfiguration(members: object = {}, issuer: object = {}): HttpAuthorizerConfiguration {
  return readHttpConfiguration(JSON.stringify({
    origin: { secretId: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:origin', header: HEADER },
    issuers: [{ issuer: ISSUER, audience: [AUDIENCE], jwksUri: `${ISSUER}/jwks.json`, ...issuer }, { issuer: 'https://other.example', audience: ['other'] }],
    routes: {
      'GET /orders': { issuer: 0 },
      'POST /orders': { issuer: 0, scopes: ['orders/write', 'orders/admin'] },
      'GET /partners': { issuer: 1 },
      'GET /health': {},
      '$default': { issuer: 0 },
    },
    ...members,
  }), () => { throw new Error('no file'); });
}

/** An authorizer whose keys and clock are those of the issuer, and whose log goes there, too. */
export function httpHandler(issuer: StubIssuer, secretVersions: SecretVersions, members: object = {}, issuerMembers: object = {}): HttpHandler {
  return makeHttpHandler({
    configuration: httpConfiguration(members, issuerMembers),
    secretVersions,
    fetcher: issuer,
    clock: issuer,
    log: (entry) => { issuer.entries.push(entry); },
  });
}

/** The event of payload format 2.0 that API Gateway sends. */
export function httpEvent(routeKey: string, headers: Record<string, unknown>): Record<string, unknown> {
  const [method = 'GET', path = '/'] = routeKey.split(' ');
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn: `arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/$default/${method}${path}`,
    identitySource: null,
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'a1b2c3.execute-api.eu-central-1.amazonaws.com', ...headers },
    requestContext: { apiId: 'a1b2c3', http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'test' }, routeKey, stage: '$default' },
  };
}
