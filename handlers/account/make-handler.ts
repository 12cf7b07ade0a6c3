import { ensureRole, type EnsureRoleDependencies } from './ensure-role';
import type { CustomResourceEvent, CustomResourceResult, Responder } from '../shared/custom-resource';

export interface HandlerDependencies extends EnsureRoleDependencies {
  readonly responder: Responder;
  readonly log: (line: string) => void;
}

/** The same for every request, so that CloudFormation never takes an update for a replacement. */
const PHYSICAL_ID = 'ApiGatewayAccountLogging';

/** The custom resource that sees to a logging role for API Gateway. Deleting it changes nothing: other APIs log through the role. */
export function makeHandler(dependencies: HandlerDependencies): (event: CustomResourceEvent) => Promise<void> {
  return async (event) => {
    const result = await handle(event, dependencies);
    dependencies.log(JSON.stringify({ requestType: event.RequestType, status: result.status, reason: result.reason, ...result.data }));
    await dependencies.responder.respond(event, result);
  };
}

async function handle(event: CustomResourceEvent, dependencies: HandlerDependencies): Promise<CustomResourceResult> {
  if (event.RequestType === 'Delete') return { status: 'SUCCESS', physicalResourceId: event.PhysicalResourceId ?? PHYSICAL_ID };
  try {
    const arn = event.ResourceProperties.RoleArn;
    if (typeof arn !== 'string' || arn === '') throw new Error(`RoleArn is ${JSON.stringify(arn)}; expected the ARN of a role`);
    return { status: 'SUCCESS', physicalResourceId: PHYSICAL_ID, data: { RoleArn: await ensureRole(arn, dependencies) } };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { status: 'FAILED', physicalResourceId: event.PhysicalResourceId ?? PHYSICAL_ID, reason: `could not set the CloudWatch role of API Gateway: ${reason}` };
  }
}
