import { RestApi, RestIntegration } from '../rest-api';
import { StackResource, StackResources } from '../stack-resources';

/** Text that the template language would change: a reference, or a directive. */
const TEMPLATE_LANGUAGE = /\$!?\{?(input|context|util|stageVariables|[a-z]\w*[.({[\s}])|#\{?(set|if|elseif|else|end|foreach|macro|parse|include|break|stop)\b|##|#\*/i;

const isLambda = (integration: RestIntegration): boolean => /:lambda:path\//.test(integration.uri ?? '');

function templates(integration: RestIntegration): string[] {
  return [...integration.requestTemplates.values(), ...integration.responses.flatMap(response => [...response.responseTemplates.values()])];
}

/** What an integration needs that is not served yet. */
function missingFor(integration: RestIntegration): string | undefined {
  if (integration.connectionType === 'VPC_LINK') return 'its VPC link is not served yet: it answers 500';
  if (integration.responseTransferMode === 'STREAM') return 'response streaming is not served yet: the response is sent as a whole';
  if (integration.type === 'AWS' && !isLambda(integration)) return `its AWS service integration (${integration.uri ?? ''}) is not served yet: it answers 500`;
  if (templates(integration).some(text => TEMPLATE_LANGUAGE.test(text))) {
    return 'its mapping templates use the template language, which is not evaluated yet: it answers 500';
  }
  return undefined;
}

/** Names what the routes of an API need and the gateway does not do, one line for each route. */
export function nameUnservedParts(entry: StackResource, api: RestApi, all: StackResources): void {
  const methods = new Map(all.of('AWS::ApiGateway::Method').filter(method => method.stack === entry.stack).map(method => [method.resource.logicalId, method]));
  for (const { path, methods: own } of api.resources) {
    for (const method of own) {
      const missing = method.integration && missingFor(method.integration);
      const route = `${method.httpMethod} ${path}`;
      if (missing !== undefined) all.leaveOut(methods.get(method.logicalId) ?? entry, `${route}: ${missing}`);
      const authorized = method.authorizationType === 'CUSTOM' || method.authorizationType === 'COGNITO_USER_POOLS';
      if (authorized && !api.authorizers.some(({ id }) => id === method.authorizerId)) {
        all.leaveOut(methods.get(method.logicalId) ?? entry, `${route}: its authorizer ${method.authorizerId ?? ''} is in no loaded template: every call is refused`);
      }
    }
  }
}
