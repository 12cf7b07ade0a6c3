import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';

/** Points a name to something, for IPv4 and IPv6. */
export function aliasRecords(scope: Construct, zone: route53.IHostedZone, recordName: string, target: route53.IAliasRecordTarget): void {
  const record = { zone, recordName, target: route53.RecordTarget.fromAlias(target) };
  new route53.ARecord(scope, 'Ipv4', record);
  new route53.AaaaRecord(scope, 'Ipv6', record);
}
