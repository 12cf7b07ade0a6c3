import { Names, Stack, Token } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ExecutionLogDelivery } from '../../../common/execution-log-delivery';

const LONGEST_NAME = 60;

/** Sends execution logs of a stage to destinations of the user. */
export class ExecutionLogDeliveries extends Construct {
  public constructor(scope: Construct, id: string, stage: apigateway.Stage, stageName: string, deliveries: readonly ExecutionLogDelivery[]) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    // A source can't change its stage, so another stage is another source.
    const ofStage = Token.isUnresolved(stageName) ? 'Stage' : stageName;
    const source = new logs.CfnDeliverySource(this, `Source-${ofStage}`, {
      name: this.nameOf('Source', ofStage),
      logType: 'EXECUTION_LOGS',
      resourceArn: `arn:${partition}:apigateway:${region}:${account}:/restapis/${stage.restApi.restApiId}/stages/${stage.stageName}`,
    });
    source.node.addDependency(stage);
    let previous: logs.CfnDelivery | undefined;
    for (const delivery of deliveries) {
      const name = Names.nodeUniqueId(delivery._destination.node);
      const destination = new logs.CfnDeliveryDestination(this, `To${name}`, {
        name: this.nameOf('To', name),
        destinationResourceArn: delivery._bind(this),
      });
      const created: logs.CfnDelivery = new logs.CfnDelivery(this, `Delivery${name}`, { deliverySourceName: source.ref, deliveryDestinationArn: destination.attrArn });
      // The service refuses two deliveries of one source that are made at the same time.
      if (previous) created.addDependency(previous);
      previous = created;
    }
  }

  /** Names must be unique in the account and region. */
  private nameOf(...parts: string[]): string {
    return Names.uniqueResourceName(new Construct(this, `Name${parts.join('')}`), { maxLength: LONGEST_NAME, separator: '-' });
  }
}
