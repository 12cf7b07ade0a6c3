import { Token } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';

const name = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/** @throws when it is not the name of a domain, or does not belong to the zone. */
export function checkDomainName(what: string, domainName: string, hostedZone: IHostedZone | undefined): void {
  if (Token.isUnresolved(domainName)) return;
  if (typeof domainName !== 'string' || !name.test(domainName) || domainName.length > 253) {
    throw new Error(`${what} is ${JSON.stringify(domainName) ?? 'missing'}; expected a name in lower case without scheme and path, like "api.example.com"`);
  }
  const zoneName = hostedZone?.zoneName.replace(/\.$/, '');
  if (zoneName === undefined || Token.isUnresolved(zoneName)) return;
  if (domainName !== zoneName && !domainName.endsWith(`.${zoneName}`)) {
    throw new Error(`${what} is ${JSON.stringify(domainName)}, but hostedZone is that of ${JSON.stringify(zoneName)}; give the zone of the name, or leave it out and create the records yourself`);
  }
}

/**
 * @param region where the certificate is needed
 * @param reason why there
 * @throws when the certificate is of another region, as far as that is known.
 */
export function checkCertificateRegion(what: string, certificate: ICertificate, region: string, reason: string): void {
  const { certificateArn: arn } = certificate;
  const actual = Token.isUnresolved(arn) ? certificate.env.region : arn.split(':')[3];
  if (actual === undefined || Token.isUnresolved(actual) || Token.isUnresolved(region) || actual === region) return;
  throw new Error(`${what} is of region ${actual}, but ${reason} ${region}; give one of ${region}`);
}
