import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import type { PrivateEndpoint } from './private-target';
import { ApiVpcLink } from './vpc-links';
import type { HttpCloudMapOptions } from '../../http-backend-options';

const WHAT = 'HttpBackend.cloudMap()';

/** A service that AWS Cloud Map finds instances of. */
export function cloudMapService(service: servicediscovery.IService, options: HttpCloudMapOptions): PrivateEndpoint {
  const { vpc, vpcLink, target, plainHttpReason, instanceAttributes = {} } = options;
  if (!vpc && !vpcLink) throw new Error(`${WHAT} has neither vpc nor vpcLink, and Cloud Map does not tell where service ${JSON.stringify(service.node.path)} runs; give one of them`);
  if (vpcLink && (vpc || target || options.port !== undefined)) throw new Error(`${WHAT} has a vpcLink, which knows its VPC and what it may reach; leave vpc, port and target out`);
  const { port = plainHttpReason === undefined ? 443 : 80 } = options;
  if (!Token.isUnresolved(port) && !(Number.isInteger(port) && port > 0 && port < 65_536)) throw new Error(`port of ${WHAT} is ${JSON.stringify(port)}; expected a whole number from 1 to 65535`);
  return {
    what: WHAT,
    kind: 'CloudMap',
    construct: service,
    uri: `${service.serviceArn}${queryOf(instanceAttributes)}`,
    variation: { query: queryOf(instanceAttributes) || undefined, port: options.port },
    link: (scope) => {
      if (!vpc) throw new Error(`${WHAT} needs a vpc`);
      const link = ApiVpcLink.of(scope, vpc);
      if (target) link.allowTo(target, ec2.Port.tcp(port));
      else link.allowWithinVpc(ec2.Port.tcp(port));
      return link.vpcLink;
    },
  };
}

/** Attributes as the integration's URI has them, at most five. */
function queryOf(attributes: { readonly [name: string]: string }): string {
  const entries = Object.entries(attributes).sort(([left], [right]) => (left < right ? -1 : 1));
  if (entries.length > 5) throw new Error(`instanceAttributes of ${WHAT} has ${entries.length} attributes; API Gateway takes 5`);
  for (const [name, value] of entries) {
    for (const part of [name, value]) {
      if (!Token.isUnresolved(part) && !/^[\w.-]+$/.test(part)) throw new Error(`instanceAttributes of ${WHAT} has ${JSON.stringify({ [name]: value })}; expected letters, digits and . _ -`);
    }
  }
  return entries.length === 0 ? '' : `?${entries.map(([name, value]) => `${name}=${value}`).join('&')}`;
}
