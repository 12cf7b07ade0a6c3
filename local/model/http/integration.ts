import { HttpSpelling } from './spelling';
import { HttpIntegration } from '../http-api';
import { Properties } from '../properties';

const TYPES = ['AWS_PROXY', 'HTTP_PROXY'] as const;

/** What an integration waits at least, at most, and when nothing is said. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const SHORTEST_TIMEOUT = 50;
const LONGEST_TIMEOUT = 30_000;

/** Reads an integration in either spelling. @throws TemplateError when a member has a wrong value or a necessary one is missing. */
export function readHttpIntegration(properties: Properties, spelling: HttpSpelling, names: Pick<HttpIntegration, 'logicalId' | 'integrationId'>): HttpIntegration {
  const [typeName, uriName, timeoutName] = [spelling.name('IntegrationType'), spelling.name('IntegrationUri'), spelling.name('TimeoutInMillis')];
  const type = TYPES.find((known) => known === properties.text(typeName)?.toUpperCase())
    ?? properties.refuse(typeName, `${TYPES.join(' or ')}: HTTP APIs have no others`);
  const subtype = properties.text(spelling.name('IntegrationSubtype'));
  const uri = properties.text(uriName);
  if (uri === undefined && subtype === undefined) properties.refuse(uriName, `${type === 'AWS_PROXY' ? 'the ARN of a function' : 'the address of the backend'}, or an IntegrationSubtype`);
  const timeout = properties.number(timeoutName) ?? LONGEST_TIMEOUT;
  if (timeout < SHORTEST_TIMEOUT || timeout > LONGEST_TIMEOUT) properties.refuse(timeoutName, `milliseconds from ${SHORTEST_TIMEOUT} to ${LONGEST_TIMEOUT}`);
  const method = properties.text(spelling.name('IntegrationMethod'))?.toUpperCase();
  const tlsServerName = properties.object(spelling.name('TlsConfig')).text(spelling.name('ServerNameToVerify'));
  const connectionType = properties.choice(spelling.name('ConnectionType'), ['INTERNET', 'VPC_LINK']) ?? 'INTERNET';
  if (connectionType === 'VPC_LINK' && !properties.has(spelling.name('ConnectionId'))) properties.refuse(spelling.name('ConnectionId'), 'the id of a VPC link, which ConnectionType VPC_LINK needs');
  return {
    ...names,
    type,
    ...(subtype !== undefined && { subtype }),
    ...(uri !== undefined && { uri }),
    ...(method !== undefined && { method }),
    payloadFormatVersion: readPayloadVersion(properties, spelling.name('PayloadFormatVersion')),
    timeoutMilliseconds: timeout,
    connectionType,
    ...(tlsServerName !== undefined && { tlsServerName }),
    requestParameters: properties.map(spelling.name('RequestParameters')),
    responseParameters: readResponseParameters(properties.object(spelling.name('ResponseParameters'))),
  };
}

/** YAML and JSON make a number of an unquoted 2.0. */
export function readPayloadVersion(properties: Properties, member: string): '1.0' | '2.0' {
  switch (properties.text(member) ?? '1.0') {
    case '1': case '1.0': return '1.0';
    case '2': case '2.0': return '2.0';
    default: return properties.refuse(member, '"1.0" or "2.0"');
  }
}

/** By status code: a template lists destinations and sources, a body maps one to the other. */
function readResponseParameters(properties: Properties): Map<string, Map<string, string>> {
  return new Map(properties.members().map(([status, mapping]) => {
    if (!/^\d{3}$/.test(status)) properties.refuse(status, 'a status code from 200 to 599 as the name of each mapping', `${JSON.stringify(status)} is no status code`);
    if (!mapping.has('ResponseParameters')) return [status, properties.map(status)];
    return [status, new Map(mapping.objects('ResponseParameters').map((entry) => [entry.requiredText('Destination'), entry.requiredText('Source')]))];
  }));
}
