import { Annotations, Aspects, Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type { HttpBackendScope } from './backend-scope';

const watched = new WeakSet<apigwv2.HttpApi>();

/** Warns of integrations of the user's own that reach a VPC without TLS; backends of this library ask for it, or for a reason. */
export function warnOfPlainLinks({ api, scope }: HttpBackendScope): void {
  if (watched.has(api)) return;
  watched.add(api);
  const stack = Stack.of(api);
  const resolved = (value: unknown): string | undefined => JSON.stringify(stack.resolve(value));
  Aspects.of(stack).add({
    visit: (node) => {
      if (!(node instanceof apigwv2.CfnIntegration) || node.connectionType !== 'VPC_LINK' || node.tlsConfig !== undefined) return;
      if (resolved(node.apiId) !== resolved(api.apiId) || node.node.scopes.includes(scope)) return;
      Annotations.of(node).addWarningV2('cdk-apigateway-patterns:plain-vpc-link',
        'integration calls a backend in a VPC without TLS, tokens included; give it secureServerName, or use HttpBackend with a plainHttpReason');
    },
  });
}
