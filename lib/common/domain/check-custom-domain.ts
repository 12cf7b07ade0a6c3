import { Token } from 'aws-cdk-lib';
import { checkCertificateRegion, checkDomainName } from './check-domain-name';
import type { CustomDomainOptions } from '../custom-domain-options';

const basePathCharacters = /^[A-Za-z0-9$\-_.+!*'()/]+$/;

/**
 * Checks what is given for a custom domain.
 *
 * @param region of the API
 * @throws with the fix
 */
export function checkCustomDomain(options: CustomDomainOptions, region: string): void {
  const { existingDomain, domainName, certificate, hostedZone, mutualTls, disableExecuteApiEndpoint } = options;
  if (options.basePath !== undefined) checkBasePath(options.basePath);
  if (mutualTls && disableExecuteApiEndpoint === false) {
    throw new Error('customDomain has mutualTls and disableExecuteApiEndpoint: false, so that callers without a certificate could use the execute-api URL; leave out disableExecuteApiEndpoint');
  }
  if (existingDomain) return checkNothingElse(options);
  if (domainName === undefined) throw new Error('customDomain has no domainName; give a name like "api.example.com", or the existingDomain that serves another API already');
  checkDomainName('domainName of customDomain', domainName, hostedZone);
  if (!certificate && !hostedZone) {
    throw new Error(`customDomain ${JSON.stringify(domainName)} has neither certificate nor hostedZone; give a certificate, or the hostedZone in which one can be validated`);
  }
  if (certificate) checkCertificateRegion('certificate of customDomain', certificate, region, 'the API takes certificates of its own region,');
  if (mutualTls && !Token.isUnresolved(mutualTls.key) && !/^[^/].*$/.test(mutualTls.key)) {
    throw new Error(`key of mutualTls is ${JSON.stringify(mutualTls.key)}; expected the key of an object in the bucket, like "truststore.pem"`);
  }
}

function checkNothingElse({ existingDomain, domainName, certificate, hostedZone, mutualTls }: CustomDomainOptions): void {
  const given = Object.entries({ certificate, hostedZone, mutualTls }).filter(([, value]) => value !== undefined).map(([key]) => key);
  if (given.length > 0) throw new Error(`customDomain has existingDomain and ${given.join(', ')}, which belong to the domain itself; give them where the domain is created`);
  const name = existingDomain?.name;
  if (domainName === undefined || domainName === name || Token.isUnresolved(name) || Token.isUnresolved(domainName)) return;
  throw new Error(`domainName of customDomain is ${JSON.stringify(domainName)}, but existingDomain is ${JSON.stringify(name)}; leave out domainName`);
}

function checkBasePath(basePath: string): void {
  if (Token.isUnresolved(basePath)) return;
  const fail = (fix: string): never => {
    throw new Error(`basePath of customDomain is ${JSON.stringify(basePath)}; ${fix}`);
  };
  if (typeof basePath !== 'string' || basePath === '') fail('leave it out for the root of the domain');
  const trimmed = basePath.split('/').filter((segment) => segment !== '').join('/');
  if (trimmed !== basePath) fail(trimmed === '' ? 'leave it out for the root of the domain' : `write it without slashes around it, ${JSON.stringify(trimmed)}`);
  if (!basePathCharacters.test(basePath)) fail('API Gateway takes letters, digits and $-_.+!*\'() in it, and slashes between, like "orders/v1"');
  if (basePath.length > 300) fail('it has no more than 300 characters');
}
