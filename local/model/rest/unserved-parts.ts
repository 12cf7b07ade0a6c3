import { RestApi } from '../rest-api';
import { StackResource, StackResources } from '../stack-resources';

/** Names what routes declare and nothing acts on, one line for each. What an integration needs and can't have is named where it is compiled. */
export function nameUnservedParts(entry: StackResource, api: RestApi, all: StackResources): void {
  const methods = new Map(all.of('AWS::ApiGateway::Method').filter(method => method.stack === entry.stack).map(method => [method.resource.logicalId, method]));
  for (const { path, methods: own } of api.resources) {
    for (const method of own) {
      const route = `${method.httpMethod} ${path}`;
      if (method.integration?.responseTransferMode === 'STREAM') {
        all.leaveOut(methods.get(method.logicalId) ?? entry, `${route}: response streaming is not served yet: the response is sent as a whole`);
      }
      const authorized = method.authorizationType === 'CUSTOM' || method.authorizationType === 'COGNITO_USER_POOLS';
      if (authorized && !api.authorizers.some(({ id }) => id === method.authorizerId)) {
        all.leaveOut(methods.get(method.logicalId) ?? entry, `${route}: its authorizer ${method.authorizerId ?? ''} is in no loaded template: every call is refused`);
      }
    }
  }
}
