import { Properties } from '../properties';
import { RestIntegration, RestIntegrationResponse } from '../rest-api';

const TYPES = ['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK'] as const;
const PASSTHROUGH = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'] as const;
const CONTENT_HANDLING = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'] as const;

/** What an integration waits when the template says nothing. */
const DEFAULT_TIMEOUT_MILLISECONDS = 29_000;

/** How an integration spells its members: a template has `Type`, `Uri` ..., an OpenAPI body `type`, `uri` ... */
export interface IntegrationSpelling {
  readonly method: string;
  readonly timeout: string;
  name(member: string): string;
  /** Word of an enumeration in the template's spelling. */
  word(text: string): string;
}

export const TEMPLATE_SPELLING: IntegrationSpelling = { name: member => member, word: text => text, method: 'IntegrationHttpMethod', timeout: 'TimeoutInMillis' };

export const OPENAPI_SPELLING: IntegrationSpelling = {
  name: member => member.charAt(0).toLowerCase() + member.slice(1), word: text => text.toUpperCase(), method: 'httpMethod', timeout: 'timeoutInMillis',
};

function choose<T extends string>(properties: Properties, member: string, choices: readonly T[], spelling: IntegrationSpelling): T | undefined {
  const name = spelling.name(member);
  const text = properties.text(name);
  if (text === undefined) return undefined;
  return choices.find(choice => choice === spelling.word(text)) ?? properties.refuse(name, `one of ${choices.join(', ')}`);
}

/** Reads one integration response; of a template it holds its selection pattern, of a body the pattern is its key. */
export function readIntegrationResponse(properties: Properties, spelling: IntegrationSpelling, pattern?: string): RestIntegrationResponse {
  const contentHandling = choose(properties, 'ContentHandling', CONTENT_HANDLING, spelling);
  const selectionPattern = pattern ?? properties.text('SelectionPattern');
  return {
    statusCode: properties.requiredText(spelling.name('StatusCode')),
    ...(selectionPattern === undefined ? {} : { selectionPattern }),
    responseParameters: properties.map(spelling.name('ResponseParameters')),
    responseTemplates: properties.map(spelling.name('ResponseTemplates')),
    ...(contentHandling === undefined ? {} : { contentHandling }),
  };
}

/** Reads an integration in either spelling. @throws TemplateError when a member has a wrong value. */
export function readIntegration(
  properties: Properties, spelling: IntegrationSpelling, responses: readonly RestIntegrationResponse[],
): RestIntegration {
  const contentHandling = choose(properties, 'ContentHandling', CONTENT_HANDLING, spelling);
  const httpMethod = properties.text(spelling.method);
  const uri = properties.text(spelling.name('Uri'));
  const type = choose(properties, 'Type', TYPES, spelling) ?? properties.refuse(spelling.name('Type'), `one of ${TYPES.join(', ')}`);
  if (uri === undefined && type !== 'MOCK') properties.refuse(spelling.name('Uri'), `the URI of the backend, which type ${type} needs`);
  return {
    type,
    ...(httpMethod === undefined ? {} : { httpMethod }),
    ...(uri === undefined ? {} : { uri }),
    connectionType: choose(properties, 'ConnectionType', ['INTERNET', 'VPC_LINK'], spelling) ?? 'INTERNET',
    timeoutMilliseconds: properties.number(spelling.timeout) ?? DEFAULT_TIMEOUT_MILLISECONDS,
    requestParameters: properties.map(spelling.name('RequestParameters')),
    requestTemplates: properties.map(spelling.name('RequestTemplates')),
    passthroughBehavior: choose(properties, 'PassthroughBehavior', PASSTHROUGH, spelling) ?? 'WHEN_NO_MATCH',
    ...(contentHandling === undefined ? {} : { contentHandling }),
    responses,
    responseTransferMode: choose(properties, 'ResponseTransferMode', ['BUFFERED', 'STREAM'], spelling) ?? 'BUFFERED',
  };
}
