/** How members are called: a template has `TimeoutInMillis`, an OpenAPI body `timeoutInMillis`, and a few differ altogether. */
export interface HttpSpelling {
  name(member: string): string;
}

const BODY_NAMES: ReadonlyMap<string, string> = new Map([
  ['IntegrationType', 'type'], ['IntegrationUri', 'uri'], ['IntegrationMethod', 'httpMethod'],
  ['AuthorizerType', 'type'],
]);

export const TEMPLATE_SPELLING: HttpSpelling = { name: (member) => member };

export const OPENAPI_SPELLING: HttpSpelling = { name: (member) => BODY_NAMES.get(member) ?? `${member.charAt(0).toLowerCase()}${member.slice(1)}` };
