import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import type { PrivateEndpoint } from './private-target';
import { ApiVpcLink } from './vpc-links';
import type { HttpPrivateOptions } from '../../http-backend-options';

/** A listener of an Application Load Balancer. */
export function applicationListener(listener: elbv2.IApplicationListener, options: HttpPrivateOptions): PrivateEndpoint {
  const what = 'HttpBackend.applicationLoadBalancer()';
  const { protocol } = propertiesOf(listener);
  if (protocol === 'HTTP' && options.secureServerName !== undefined) speaks(what, listener, 'HTTP', 'secureServerName', 'give it a certificate, or give plainHttpReason instead');
  if (protocol === 'HTTPS' && options.plainHttpReason !== undefined) speaks(what, listener, 'HTTPS', 'plainHttpReason', 'give secureServerName instead');
  const vpc = vpcOf(what, listener, options.vpcLink);
  return {
    what,
    kind: 'Alb',
    construct: listener,
    uri: listener.listenerArn,
    link: (scope) => {
      const link = ApiVpcLink.of(scope, vpc());
      link.allowTo(listener, listener.connections.defaultPort ?? ec2.Port.allTcp());
      return link.vpcLink;
    },
  };
}

/** A listener of a Network Load Balancer. */
export function networkListener(listener: elbv2.INetworkListener, options: HttpPrivateOptions): PrivateEndpoint {
  const what = 'HttpBackend.networkLoadBalancer()';
  const { protocol, port } = propertiesOf(listener);
  if (protocol !== undefined && !['TCP', 'TLS', 'TCP_UDP'].includes(protocol)) throw new Error(`${what} got listener ${JSON.stringify(listener.node.path)}, which speaks ${protocol}; HTTP needs TCP or TLS`);
  if (protocol === 'TLS' && options.plainHttpReason !== undefined) speaks(what, listener, 'TLS', 'plainHttpReason', 'give secureServerName instead');
  const vpc = vpcOf(what, listener, options.vpcLink);
  return {
    what,
    kind: 'Nlb',
    construct: listener,
    uri: listener.listenerArn,
    link: (scope) => {
      const link = ApiVpcLink.of(scope, vpc());
      const reached = port === undefined ? ec2.Port.allTcp() : ec2.Port.tcp(port);
      const balancer = loadBalancerOf(listener);
      if (isConnectable(balancer) && balancer.connections.securityGroups.length > 0) link.allowTo(balancer, reached);
      else link.allowWithinVpc(reached);
      return link.vpcLink;
    },
  };
}

interface Spoken {
  readonly protocol?: string;
  readonly port?: number;
}

/** What a listener of this app speaks; nothing is known of others. */
function propertiesOf(listener: IConstruct): Spoken {
  const resource = listener.node.defaultChild;
  return resource instanceof elbv2.CfnListener ? { protocol: resource.protocol, port: resource.port } : {};
}

function speaks(what: string, listener: IConstruct, protocol: string, option: string, fix: string): never {
  throw new Error(`${what} has ${option}, but listener ${JSON.stringify(listener.node.path)} speaks ${protocol}; ${fix}`);
}

function loadBalancerOf(listener: IConstruct): (IConstruct & { readonly vpc?: ec2.IVpc }) | undefined {
  if (listener instanceof elbv2.ApplicationListener || listener instanceof elbv2.NetworkListener) return listener.loadBalancer;
  return undefined;
}

function vpcOf(what: string, listener: IConstruct, vpcLink: apigwv2.IVpcLink | undefined): () => ec2.IVpc {
  const vpc = loadBalancerOf(listener)?.vpc;
  const fail = (): never => {
    throw new Error(`${what} got listener ${JSON.stringify(listener.node.path)}, which does not tell its VPC, as imported ones do; give a vpcLink`);
  };
  if (!vpc && !vpcLink) fail();
  return () => vpc ?? fail();
}

function isConnectable(construct: IConstruct | undefined): construct is IConstruct & ec2.IConnectable {
  return construct !== undefined && 'connections' in construct;
}
