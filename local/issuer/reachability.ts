import { IssuerProfile } from './issuer-profile';
import { DocumentFetcher } from '../authorization/jwt/discovered-key-fetcher';
import { KeysUnreachable } from '../authorization/jwt/verification-keys';

/**
 * Whether an issuer can be asked for its keys from here, found out once. An issuer that a template creates is nowhere, so nobody is asked.
 *
 * @returns undefined when it can, else why not
 */
export async function unreachable(profile: IssuerProfile, fetcher: Pick<DocumentFetcher, 'json'>): Promise<string | undefined> {
  if (profile.local) return 'a template creates it';
  try {
    await fetcher.json(keysOrDiscovery(profile));
    return undefined;
  } catch (error) {
    if (error instanceof KeysUnreachable) return error.message;
    throw error;
  }
}

function keysOrDiscovery({ issuer, kind, jwksUri }: IssuerProfile): string {
  if (jwksUri !== undefined) return jwksUri;
  return `${issuer.replace(/\/$/, '')}/.well-known/${kind === 'cognito' ? 'jwks.json' : 'openid-configuration'}`;
}
