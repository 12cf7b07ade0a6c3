import { readPayloadVersion } from './integration';
import { HttpSpelling } from './spelling';
import { HttpAuthorizer, HttpJwtConfiguration } from '../http-api';
import { Properties } from '../properties';

/** For how long results are kept when nothing is said, and at most. */
const DEFAULT_TTL = 300;
const LONGEST_TTL = 3600;

/** Reads an authorizer in either spelling. @throws TemplateError when a member has a wrong value or a necessary one is missing. */
export function readHttpAuthorizer(
  properties: Properties, spelling: HttpSpelling, names: Pick<HttpAuthorizer, 'id' | 'logicalId' | 'name'>, localIssuers: ReadonlySet<string>,
): HttpAuthorizer {
  const typeName = spelling.name('AuthorizerType');
  const type = (['JWT', 'REQUEST'] as const).find((known) => known === properties.text(typeName)?.toUpperCase()) ?? properties.refuse(typeName, 'JWT or REQUEST');
  const identitySources = readSources(properties, spelling.name('IdentitySource'));
  const common = { ...names, type, identitySources, payloadFormatVersion: readPayloadVersion(properties, spelling.name('AuthorizerPayloadFormatVersion')) };
  if (type === 'JWT') {
    if (identitySources.length === 0) properties.refuse(spelling.name('IdentitySource'), 'where the token is, for example "$request.header.Authorization"');
    return { ...common, jwt: readJwt(properties.object(spelling.name('JwtConfiguration')), spelling, localIssuers), simpleResponses: false, resultTtlSeconds: 0 };
  }
  const uri = properties.text(spelling.name('AuthorizerUri')) ?? properties.refuse(spelling.name('AuthorizerUri'), 'the invocation URI of the function, which a REQUEST authorizer needs');
  const simpleResponses = properties.flag(spelling.name('EnableSimpleResponses')) ?? false;
  if (simpleResponses && common.payloadFormatVersion === '1.0') {
    properties.refuse(spelling.name('EnableSimpleResponses'), 'false with payload format 1.0', 'simple responses need payload format 2.0', 'set AuthorizerPayloadFormatVersion to "2.0"');
  }
  const ttlName = spelling.name('AuthorizerResultTtlInSeconds');
  const ttl = properties.number(ttlName);
  if (ttl !== undefined && (!Number.isInteger(ttl) || ttl < 0 || ttl > LONGEST_TTL)) properties.refuse(ttlName, `whole seconds from 0 (off) to ${LONGEST_TTL}`);
  if (ttl !== undefined && ttl > 0 && identitySources.length === 0) {
    properties.refuse(ttlName, '0 without identity sources', 'results can only be kept by identity sources, and there are none', 'add an IdentitySource, or set it to 0');
  }
  return { ...common, uri, simpleResponses, resultTtlSeconds: ttl ?? (identitySources.length === 0 ? 0 : DEFAULT_TTL) };
}

/** A list in a template; a text with commas in a body. */
function readSources(properties: Properties, member: string): string[] {
  const texts = typeof properties.get(member) === 'string' ? (properties.text(member) ?? '').split(',') : properties.texts(member);
  const sources = texts.map((text) => text.trim()).filter((text) => text !== '');
  for (const source of sources) {
    if (!/^(\$\{.+\}|\$(request\.(header|querystring)|context|stageVariables)\..+)$/.test(source)) {
      properties.refuse(member, 'sources such as "$request.header.Authorization", "$request.querystring.token", "$context.routeKey" or "$stageVariables.name"',
        `${JSON.stringify(source)} is no identity source of an HTTP API`);
    }
  }
  return sources;
}

function readJwt(properties: Properties, spelling: HttpSpelling, localIssuers: ReadonlySet<string>): HttpJwtConfiguration {
  const issuer = properties.text(spelling.name('Issuer')) ?? properties.refuse(spelling.name('Issuer'), 'the issuer of the tokens, for example "https://login.example.com/"');
  if (!isIssuer(issuer)) properties.refuse(spelling.name('Issuer'), 'an address with https, for example "https://login.example.com/"', 'the issuer is no address', 'write the iss claim of the tokens');
  const audience = properties.texts(spelling.name('Audience'));
  if (audience.length === 0) properties.refuse(spelling.name('Audience'), 'the audiences of tokens that are good here: at least one');
  return { issuer, audience, local: localIssuers.has(issuer.replace(/\/$/, '')) };
}

/** Issuers on this machine may do without TLS: that is how a template is tried. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')));
}
