import { Token } from 'aws-cdk-lib';

/** Services whose issuers are often written differently from what their tokens say: where they are, what is right, and what to write instead. */
const services: readonly { readonly host: RegExp; readonly right: RegExp; readonly fix: (host: string) => string }[] = [
  {
    host: /(^|\.)auth0\.com$/,
    right: /^https:\/\/[^/]+\/$/,
    fix: (host) => `the issuer of an Auth0 tenant is its domain with a slash at the end; use JwtIssuer.auth0({ domain: "${host}", ... })`,
  },
  {
    host: /^cognito-idp\..*\.amazonaws\.com(\.cn)?$/,
    right: /^$/,
    fix: () => 'access tokens of Cognito have no audience, so none would be accepted; use JwtIssuer.cognito({ userPool, clients })',
  },
  {
    host: /^login\.microsoftonline\.com$/,
    right: /^https:\/\/[^/]+\/[0-9a-f-]{36}\/v2\.0$/,
    fix: () => 'tokens name the tenant by its id; use JwtIssuer.entraId({ tenantId, audience })',
  },
  {
    host: /\.okta(preview|-emea)?\.com$/,
    right: /\/oauth2\/[A-Za-z0-9_-]+$/,
    fix: (host) => `tokens for your API come from a custom authorization server; use JwtIssuer.okta({ domain: "${host}", ... })`,
  },
];

/**
 * Checks an issuer's URL as far as it is known at synthesis. Verifiers compare it with a token's `iss` character by character.
 * @throws when no token could have it, or when keys would travel unprotected.
 */
export function checkIssuerUrl(what: string, issuerUrl: string): void {
  if (Token.isUnresolved(issuerUrl)) return;
  const fail = (fix: string): never => {
    throw new Error(`${what} is ${JSON.stringify(issuerUrl)}: ${fix}`);
  };
  if (typeof issuerUrl !== 'string' || /\s/.test(issuerUrl) || !URL.canParse(issuerUrl)) fail('expected the URL that tokens have in "iss", like "https://login.example.com/"');
  const url = new URL(issuerUrl);
  if (url.protocol !== 'https:') fail(`keys must come by https; use ${JSON.stringify(issuerUrl.replace(/^[a-z]+:/i, 'https:'))}`);
  if (url.username !== '' || url.password !== '') fail('an issuer has no user name or password');
  if (/[?#]/.test(issuerUrl)) fail('an issuer has no query string or fragment');
  const discovery = issuerUrl.indexOf('/.well-known/');
  if (discovery >= 0) fail(`that is a document of the issuer; use what it says in "issuer", most likely ${JSON.stringify(issuerUrl.slice(0, discovery))}`);
  const service = services.find(({ host }) => host.test(url.hostname));
  if (service && !service.right.test(issuerUrl)) fail(service.fix(url.hostname));
}

/** @throws when a list that decides about who is let in is empty, or holds something that no token has. */
export function checkNames(what: string, names: string[], fix: string): void {
  if (Token.isUnresolved(names)) return;
  if (!Array.isArray(names) || names.length === 0) throw new Error(`${what} is ${JSON.stringify(names) ?? 'missing'}; ${fix}`);
  for (const name of names) {
    if (Token.isUnresolved(name)) continue;
    if (typeof name !== 'string' || name.trim() !== name || name === '') throw new Error(`${what} has ${JSON.stringify(name) ?? 'undefined'}; ${fix}`);
    if (name === '*') throw new Error(`${what} has "*", but there are no wildcards; ${fix}`);
  }
}

/** A host without scheme or path, as it stands in an issuer's URL. */
export function checkDomain(what: string, domain: string, example: string): void {
  if (Token.isUnresolved(domain)) return;
  if (typeof domain !== 'string' || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) {
    throw new Error(`${what} is ${JSON.stringify(domain) ?? 'missing'}; expected a domain in lower case without scheme and path, like ${JSON.stringify(example)}`);
  }
}
