import { AuthorizerConfiguration } from '../../../../handlers/authorizers/configuration';
import { readConfiguration } from '../../../../handlers/authorizers/read-configuration';

export const ISSUER = 'https://issuer.example';
export const AUDIENCE = 'orders-web';

/** A configuration as the function would read it. */
export function configurationOf(members: object = {}, issuer: object = {}): AuthorizerConfiguration {
  const issuers = [{ issuer: ISSUER, audience: [AUDIENCE], jwksUri: `${ISSUER}/jwks.json`, ...issuer }];
  return readConfiguration(JSON.stringify({ issuers, ...members }), () => { throw new Error('no file'); });
}
