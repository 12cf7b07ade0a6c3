import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { acknowledgeAll } from '../../../common/private/acknowledge';
import { WEB_ACL_SECONDS } from '../../../common/protection/managed-web-acl';
import type { WebAcl } from '../../../common/web-acl';

/** Puts a web ACL in front of a stage, or records why there is none. */
export function protectStage(scope: Construct, stage: apigateway.Stage, webAcl: WebAcl, mostPerSecond: () => number): void {
  const bound = webAcl._bind({ scope, allowedPerIp: () => mostPerSecond() * WEB_ACL_SECONDS });
  if ('reason' in bound) {
    acknowledgeAll(stage, bound.reason, 'AwsSolutions-APIG3', 'NIST.800.53.R5-APIGWAssociatedWithWAF', 'PCI.DSS.321-APIGWAssociatedWithWAF');
    return;
  }
  // The ARN names the stage by reference, so that it exists before it is associated.
  new wafv2.CfnWebACLAssociation(scope, 'WebAclAssociation', { resourceArn: stage.stageArn, webAclArn: bound.webAclArn });
}
