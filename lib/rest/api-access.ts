import { BlockList, isIP } from 'node:net';
import { Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { addressPolicy } from './private/address-policy';
import type { AccessPolicy } from './private/address-policy';

/** Addresses that no request to a Regional API comes from. */
const unroutable = new BlockList();
for (const [network, prefix] of [['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['100.64.0.0', 10], ['127.0.0.0', 8]] as const) unroutable.addSubnet(network, prefix);
for (const [network, prefix] of [['fc00::', 7], ['fe80::', 10], ['::1', 128]] as const) unroutable.addSubnet(network, prefix, 'ipv6');

/**
 * Who may reach an API at all, before anything else is looked at: its resource policy. It comes on top of `authorization` and never replaces it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html
 */
export class ApiAccess {
  /**
   * Requests from these addresses only.
   *
   * @param cidrs public addresses or ranges, like `'203.0.113.0/24'` or `'2001:db8::/32'`. The API has IPv4 and IPv6: name both for callers that have both
   * @throws when a range is malformed or private, or lets everyone in
   */
  public static fromIpRanges(...cidrs: string[]): ApiAccess {
    cidrs.forEach((cidr) => checkRange('fromIpRanges', cidr));
    if (cidrs.length === 0) throw new Error('ApiAccess.fromIpRanges() got no range, which would lock everyone out; give the ranges that may call');
    return new ApiAccess((target) => addressPolicy(target, 'NotIpAddress', cidrs));
  }

  /**
   * Requests from anywhere but these addresses.
   *
   * @param cidrs public addresses or ranges, like `'203.0.113.0/24'` or `'2001:db8::/32'`
   * @throws when a range is malformed or private, or locks everyone out
   */
  public static exceptIpRanges(...cidrs: string[]): ApiAccess {
    cidrs.forEach((cidr) => checkRange('exceptIpRanges', cidr));
    if (cidrs.length === 0) throw new Error('ApiAccess.exceptIpRanges() got no range; leave resourcePolicy out when everyone may reach the API');
    return new ApiAccess((target) => addressPolicy(target, 'IpAddress', cidrs));
  }

  /**
   * A policy of your own, used as it is. Callers of routes without IAM need a statement that allows them. On routes with IAM such a statement lets in every
   * principal of this account, whatever their own policies say.
   *
   * @param document statements about `execute-api:Invoke`, with resources like `'execute-api:/prod/GET/orders'` or `'execute-api:/*'`
   */
  public static policy(document: iam.PolicyDocument): ApiAccess {
    return new ApiAccess(() => document);
  }

  private constructor(private readonly write: AccessPolicy) {}

  /** @internal */
  public _document(target: Parameters<AccessPolicy>[0]): iam.PolicyDocument {
    return this.write(target);
  }
}

function checkRange(method: string, cidr: string): void {
  if (Token.isUnresolved(cidr)) return;
  const fail = (fix: string): never => {
    throw new Error(`ApiAccess.${method}() got ${JSON.stringify(cidr)}: ${fix}`);
  };
  const [address = '', prefix, ...rest] = typeof cidr === 'string' ? cidr.split('/') : [];
  const family = isIP(address);
  const most = family === 6 ? 128 : 32;
  if (family === 0 || rest.length > 0 || (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && +prefix <= most))) fail('expected an address or range, like "203.0.113.7" or "203.0.113.0/24"');
  if (prefix !== undefined && +prefix === 0) fail(method === 'fromIpRanges' ? 'that is everyone; leave resourcePolicy out' : 'that locks everyone out');
  if (unroutable.check(address, family === 6 ? 'ipv6' : 'ipv4')) {
    fail('requests to a Regional API come from public addresses, so it never matches; give the public address of the callers, for example that of their NAT gateway');
  }
}
