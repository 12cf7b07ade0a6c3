import { Names } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { pathWithin } from './tokens';

/** The way of one API into one VPC, which may reach the ports of its backends and nothing else. */
export class ApiVpcLink extends Construct {
  /** One for an API and VPC. */
  public static of(scope: Construct, vpc: ec2.IVpc): ApiVpcLink {
    const id = `VpcLink ${pathWithin(vpc, scope).replaceAll('/', '|')}`;
    const existing = scope.node.tryFindChild(id);
    return existing instanceof ApiVpcLink ? existing : new ApiVpcLink(scope, id, vpc);
  }

  public readonly vpcLink: apigwv2.VpcLink;
  private readonly securityGroup: ec2.SecurityGroup;

  private constructor(scope: Construct, id: string, private readonly vpc: ec2.IVpc) {
    super(scope, id);
    this.securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      allowAllOutbound: false,
      description: 'VPC link of an HTTP API: reaches the ports of its backends',
    });
    this.vpcLink = new apigwv2.VpcLink(this, 'Link', {
      vpc,
      vpcLinkName: Names.uniqueResourceName(this, { maxLength: 128, separator: '-' }),
      // Of the same kind that CDK chooses for functions; public ones only where there are no others.
      subnets: { subnets: vpc.selectSubnets().subnets },
      securityGroups: [this.securityGroup],
    });
  }

  /** Opens both ends. What opens the other end is created here too, in the API's stack. */
  public allowTo(target: ec2.IConnectable, port: ec2.Port): void {
    this.securityGroup.connections.allowTo(target, port, 'from the VPC link of an HTTP API to a backend');
  }

  /** Opens this end only, for backends without a security group that is known. */
  public allowWithinVpc(port: ec2.Port): void {
    this.securityGroup.addEgressRule(ec2.Peer.ipv4(this.vpc.vpcCidrBlock), port, 'to a backend of an HTTP API');
  }
}
