import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { acknowledgeAll } from '../../../common/private/acknowledge';
import type { RouteModel } from '../routes/route-model';

/** Records what rules ask of a stage that has reasons to be without. Called when all routes are known. */
export function reviewStage(stage: apigateway.Stage, routes: readonly RouteModel[]): void {
  acknowledgeAll(stage, 'responses are not cached, so that there is nothing to encrypt; they belong to the caller who asked',
    'HIPAA.Security-APIGWCacheEnabledAndEncrypted', 'NIST.800.53.R5-APIGWCacheEnabledAndEncrypted', 'PCI.DSS.321-APIGWCacheEnabledAndEncrypted');
  if (routes.some(callsOverHttp)) return;
  acknowledgeAll(stage, 'no route calls a backend over HTTP, which is where API Gateway would present a client certificate; functions and AWS services check its permissions instead',
    'HIPAA.Security-APIGWSSLEnabled', 'NIST.800.53.R5-APIGWSSLEnabled', 'PCI.DSS.321-APIGWSSLEnabled');
}

function callsOverHttp({ construct: { method } }: RouteModel): boolean {
  const resource = method?.node.defaultChild;
  if (!(resource instanceof apigateway.CfnMethod)) return true;
  const integration: unknown = Stack.of(resource).resolve(resource.integration);
  const type: unknown = typeof integration === 'object' && integration !== null && 'type' in integration ? integration.type : undefined;
  return type !== 'AWS' && type !== 'AWS_PROXY' && type !== 'MOCK';
}
