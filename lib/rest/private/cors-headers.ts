import { Duration, Token, Tokenization } from 'aws-cdk-lib';
import { Cors } from 'aws-cdk-lib/aws-apigateway';
import { HTTP_METHODS } from '../../common/private/route-key';
import type { RestCorsOptions } from '../rest-cors';
import type { MockAnswer } from './mock-integration';

const headerName = /^[A-Za-z0-9-]+$/;

/** The CORS headers of one API. Values are mapping expressions: fixed text stands in single quotes. */
export class CorsHeaders {
  /** `ANY` stands for all methods; browsers want them by name. */
  public static methodNames(methods: readonly string[]): string {
    const names = methods.includes('ANY') ? HTTP_METHODS : [...methods, 'OPTIONS'];
    return [...new Set(names)].sort().join(',');
  }

  private readonly origins: readonly string[];

  /** @throws when the options would leave the API open by accident, or would never match a browser. */
  public constructor(private readonly options: RestCorsOptions) {
    checkOrigins(options);
    checkHeaderNames('allowHeaders', options.allowHeaders);
    checkHeaderNames('exposeHeaders', options.exposeHeaders);
    checkMethods(options.allowMethods);
    checkMaxAge(options.maxAge);
    this.origins = options.allowOrigins;
  }

  /** True when an error can't carry the origin of its request, but only the first one. */
  public get errorsKnowOnlyTheFirstOrigin(): boolean {
    return this.origins.length > 1 && this.options.allowCredentials === true;
  }

  /** Headers of the errors that API Gateway gives itself. */
  public get forErrors(): { [name: string]: string } {
    // Gateway responses can't choose. Without credentials any page may as well read that a request failed and its id: both are all there is.
    const origin = this.origins.length > 1 && !this.options.allowCredentials ? '*' : this.origins[0] ?? '';
    return { ...this.shared(origin), 'Access-Control-Expose-Headers': this.exposed };
  }

  /** The preflight of a path, with the methods that exist there. */
  public preflight(methodsOnPath: string): MockAnswer {
    const headers: { [name: string]: string } = {
      ...this.shared(this.origins[0] ?? ''),
      'Access-Control-Allow-Headers': quoted((this.options.allowHeaders ?? Cors.DEFAULT_HEADERS).join(',')),
      'Access-Control-Allow-Methods': quoted(this.options.allowMethods?.join(',') ?? methodsOnPath),
      'Access-Control-Max-Age': quoted(Tokenization.stringifyNumber((this.options.maxAge ?? Duration.hours(2)).toSeconds())),
    };
    return { statusCode: '204', headers, template: this.originTemplate };
  }

  /** Adds the headers to a fixed answer, which no function could label. */
  public addToAnswer(answer: MockAnswer): MockAnswer {
    return {
      ...answer,
      headers: { ...this.shared(this.origins[0] ?? ''), 'Access-Control-Expose-Headers': this.exposed, ...answer.headers },
      template: this.originTemplate + answer.template,
    };
  }

  private get exposed(): string {
    return quoted([...new Set(['x-amzn-RequestId', ...this.options.exposeHeaders ?? []])].join(','));
  }

  private shared(origin: string): { [name: string]: string } {
    return {
      'Access-Control-Allow-Origin': quoted(origin),
      ...(origin !== '*' && { Vary: quoted('Origin') }),
      ...(this.options.allowCredentials && { 'Access-Control-Allow-Credentials': quoted('true') }),
    };
  }

  /** The first origin is written as a fixed header; this puts another one in its place when the request came from there. */
  private get originTemplate(): string {
    const others = this.origins.slice(1);
    if (others.length === 0) return '';
    const matches = others.map((origin) => `$origin == "${origin}"`).join(' || ');
    return '#set($origin = $input.params().header.get("Origin"))'
      + '#if(!$origin || $origin == "")#set($origin = $input.params().header.get("origin"))#end'
      + `#if(${matches})#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end`;
  }
}

const quoted = (value: string) => `'${value}'`;

function checkOrigins({ allowOrigins, allowCredentials }: RestCorsOptions): void {
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
