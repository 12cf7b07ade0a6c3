import { Annotations } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';

/**
 * Warns of a route when all routes are known. The warning is put below the route, because aws-cdk-lib 2.257 looks for an acknowledgement above the construct of a
 * warning only, and the user may have given it at the route already.
 */
export function warnOfRoute(route: IConstruct, id: string, message: string): void {
  const scope = route.node.tryFindChild('Review') ?? new Construct(route, 'Review');
  Annotations.of(scope).addWarningV2(id, message);
}
