import { hexId, lowerId, upperId } from './deterministic';
import { ResourceContext, ResourceKind, arn, nameFrom, referredByArn, textProperty } from './resource-kind';

const isNetwork = (r: ResourceContext): boolean => textProperty(r, 'Type') === 'network';
const balancerName = nameFrom('Name', 32);
const balancerPath = (r: ResourceContext): string => `${isNetwork(r) ? 'net' : 'app'}/${balancerName(r)}/${hexId(r.seed, 16)}`;
const balancerArn = (r: ResourceContext): string => arn(r, 'elasticloadbalancing', `loadbalancer/${balancerPath(r)}`);
const balancerDns = (r: ResourceContext): string => `internal-${balancerName(r)}-${hexId(r.seed, 10)}.${r.environment.region}.elb.${r.environment.urlSuffix}`;

/** A listener's ARN begins like that of its load balancer. */
function listenerArn(r: ResourceContext): string {
  const balancer = /:loadbalancer\/(.+)$/.exec(textProperty(r, 'LoadBalancerArn') ?? '')?.[1] ?? `app/${r.logicalId}/${hexId(`${r.seed}/balancer`, 16)}`;
  return arn(r, 'elasticloadbalancing', `listener/${balancer}/${hexId(r.seed, 16)}`);
}

const targetGroupPath = (r: ResourceContext): string => `targetgroup/${nameFrom('Name', 32)(r)}/${hexId(r.seed, 16)}`;
const targetGroupArn = (r: ResourceContext): string => arn(r, 'elasticloadbalancing', targetGroupPath(r));

const serviceId = (r: ResourceContext): string => `srv-${lowerId(r.seed, 16)}`;
const namespaceId = (r: ResourceContext): string => `ns-${lowerId(r.seed, 16)}`;
const namespace: ResourceKind = {
  ref: namespaceId,
  attributes: { Arn: r => arn(r, 'servicediscovery', `namespace/${namespaceId(r)}`), Id: namespaceId, HostedZoneId: r => `Z${upperId(r.seed, 20)}` },
};

/** What private integrations refer to. */
export const networkKinds: Readonly<Record<string, ResourceKind>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': referredByArn(balancerArn, {
    LoadBalancerArn: balancerArn,
    LoadBalancerName: balancerName,
    LoadBalancerFullName: balancerPath,
    DNSName: balancerDns,
    CanonicalHostedZoneID: r => `Z${upperId(r.seed, 13)}`,
  }),
  'AWS::ElasticLoadBalancingV2::Listener': referredByArn(listenerArn, { ListenerArn: listenerArn }),
  'AWS::ElasticLoadBalancingV2::TargetGroup': referredByArn(targetGroupArn, {
    TargetGroupArn: targetGroupArn, TargetGroupName: nameFrom('Name', 32), TargetGroupFullName: targetGroupPath,
  }),
  'AWS::ServiceDiscovery::Service': { ref: serviceId, attributes: { Arn: r => arn(r, 'servicediscovery', `service/${serviceId(r)}`), Id: serviceId, Name: nameFrom('Name') } },
  'AWS::ServiceDiscovery::HttpNamespace': namespace,
  'AWS::ServiceDiscovery::PrivateDnsNamespace': namespace,
  'AWS::ServiceDiscovery::PublicDnsNamespace': namespace,
};
