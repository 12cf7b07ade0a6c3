import { type Duration, Token } from 'aws-cdk-lib';
import type { CorsOptions } from '../cors-options';
import { HTTP_METHODS } from '../private/route-key';

/** What is checked. */
interface CorsRules extends CorsOptions {
  readonly allowMethods?: string[];
  readonly allowHeaders?: string[];
  readonly exposeHeaders?: string[];
}

const headerName = /^[A-Za-z0-9-]+$/;

/** @throws when the rules would leave the API open by accident, or would never match a browser. */
export function checkCors(rules: CorsRules): void {
  checkOrigins(rules);
  checkHeaderNames('allowHeaders', rules.allowHeaders);
  checkHeaderNames('exposeHeaders', rules.exposeHeaders);
  checkAnyName('request header', 'allowHeaders', rules);
  checkAnyName('exposed header', 'exposeHeaders', rules);
  checkMethods(rules.allowMethods);
  checkMaxAge(rules.maxAge);
}

function checkOrigins({ allowOrigins, allowCredentials }: CorsRules): void {
  if (Token.isUnresolved(allowOrigins)) {
    throw new Error('cors.allowOrigins is a token list, whose length is not known at synthesis; give a list whose entries may be tokens');
  }
  if (allowOrigins.length === 0) throw new Error('cors.allowOrigins is empty; name the origins that may call, or leave out cors');
  if (allowOrigins.includes('*')) {
    if (allowOrigins.length > 1) throw new Error(`cors.allowOrigins is ${JSON.stringify(allowOrigins)}; "*" allows every origin, so give either "*" or the list without it`);
    if (allowCredentials) throw new Error('cors has allowCredentials with the origin "*", which browsers refuse; name the exact origins in allowOrigins');
    return;
  }
  allowOrigins.forEach(checkOrigin);
}

function checkOrigin(origin: string): void {
  if (Token.isUnresolved(origin)) return;
  const fail = (fix: string): never => {
    throw new Error(`cors.allowOrigins has ${JSON.stringify(origin)}: ${fix}`);
  };
  if (origin.includes('*')) fail('origins are compared exactly, there are no wildcards; name every origin, like "https://shop.example.com"');
  if (origin === 'null') fail('every sandboxed page has the origin "null"; name the exact origin instead');
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(origin)) fail(`an origin begins with a scheme, like "https://${origin}"`);
  if (origin.endsWith('/')) fail(`an origin has no trailing slash; use ${JSON.stringify(origin.replace(/\/+$/, ''))}`);
  if (origin !== origin.toLowerCase()) fail(`browsers send origins in lower case; use ${JSON.stringify(origin.toLowerCase())}`);
  const rest = origin.slice(origin.indexOf('://') + 3);
  if (!/^([a-z0-9._-]+|\[[0-9a-f:]+\])(:\d+)?$/.test(rest)) fail('an origin is scheme, host and port only, like "https://shop.example.com" or "http://localhost:5173"');
  const port = { 'https:': ':443', 'http:': ':80' }[origin.slice(0, origin.indexOf('/'))];
  if (port !== undefined && origin.endsWith(port)) fail(`browsers leave out the default port; use ${JSON.stringify(origin.slice(0, -port.length))}`);
}

function checkHeaderNames(what: string, names: string[] | undefined): void {
  if (names === undefined || Token.isUnresolved(names)) return;
  for (const name of names) {
    if (!Token.isUnresolved(name) && name !== '*' && !headerName.test(name)) throw new Error(`cors.${what} has ${JSON.stringify(name)}; expected the name of a header, like "Content-Type"`);
  }
}

function checkAnyName(what: string, option: 'allowHeaders' | 'exposeHeaders', rules: CorsRules): void {
  const names = rules[option];
  if (!rules.allowCredentials || names === undefined || Token.isUnresolved(names) || !names.includes('*')) return;
  throw new Error(`cors has allowCredentials with the ${what} "*", which browsers take for a name; name the headers in ${option}`);
}

function checkMethods(methods: string[] | undefined): void {
  if (methods === undefined || Token.isUnresolved(methods)) return;
  for (const method of methods) {
    if (!Token.isUnresolved(method) && !(HTTP_METHODS as readonly string[]).includes(method)) {
      throw new Error(`cors.allowMethods has ${JSON.stringify(method)}; expected ${HTTP_METHODS.join(', ')}, or leave allowMethods out for the methods of each path`);
    }
  }
}

function checkMaxAge(maxAge: Duration | undefined): void {
  if (!maxAge || maxAge.isUnresolved()) return;
  if (!Number.isInteger(maxAge.toSeconds({ integral: false }))) throw new Error(`cors.maxAge is ${maxAge.toMilliseconds()} ms; expected whole seconds`);
}
