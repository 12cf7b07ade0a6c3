import { Token } from 'aws-cdk-lib';

/** HTTP methods that API Gateway knows, `ANY` apart. */
export const HTTP_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

const methods: readonly string[] = ['ANY', ...HTTP_METHODS];
const literalSegment = /^[A-Za-z0-9:._$-]+$/;
const variableSegment = /^\{[A-Za-z0-9:._$-]+\+?\}$/;

/** The route of HTTP APIs that takes what no other route does. */
const DEFAULT = '$default';

/** A route key in API Gateway's own words: `'GET /orders/{id}'`, `'ANY /{proxy+}'`, for HTTP APIs also `'$default'`. */
export class RouteKey {
  /** @throws when the key is not a method, a space and a path that API Gateway can route. */
  public static parse(key: string, api: 'REST' | 'HTTP' = 'REST'): RouteKey {
    if (Token.isUnresolved(key)) {
      throw new Error('a route key must be known at synthesis, because construct ids derive from it; got a token, give a literal like "GET /orders/{id}"');
    }
    const fail = (fix: string): never => {
      throw new Error(`route key ${JSON.stringify(key)} is not valid: ${fix}`);
    };
    if (key === DEFAULT && api === 'HTTP') return new RouteKey('ANY', '');
    if (key === DEFAULT) fail('REST APIs have no $default route; use "ANY /{proxy+}"');
    const [method = '', path, ...rest] = key.split(' ');
    if (path === undefined || rest.length > 0) fail('expected a method, one space and a path, like "GET /orders/{id}"');
    if (!methods.includes(method)) {
      fail(methods.includes(method.toUpperCase())
        ? `write the method in upper case, "${method.toUpperCase()} ${path}"`
        : `${JSON.stringify(method)} is not a method; expected one of ${methods.join(', ')}`);
    }
    if (path?.includes('?')) fail(`a path has no query string; ${api === 'REST' ? 'use requiredQueryParameters' : 'leave it out, functions get it with each event'}`);
    checkPath(path ?? '', fail);
    return new RouteKey(method, path ?? '');
  }

  private constructor(public readonly method: string, public readonly path: string) {}

  /** Whether it takes what no other route does. */
  public get isDefault(): boolean {
    return this.path === '';
  }

  /** The same path with another method. */
  public withMethod(method: string): RouteKey {
    return new RouteKey(method, this.path);
  }

  /** What two routes have in common that take the same requests: names of parameters don't matter. */
  public get shape(): string {
    return this.toString().replace(/\{[^}+]*(\+?)\}/g, '{$1}');
  }

  /** Path segments; none for the root. */
  public get segments(): string[] {
    return this.path.split('/').filter((segment) => segment !== '');
  }

  /** Names of the path parameters, in order, without `+`. */
  public get parameterNames(): string[] {
    return this.segments.filter((segment) => segment.startsWith('{')).map((segment) => segment.replace(/[{}+]/g, ''));
  }

  /** Id of what belongs to this route: `/` can't be in an id, and `|` can't be in a path. */
  public get constructId(): string {
    return this.toString().replaceAll('/', '|');
  }

  /** Calls of this route as a policy's resource says it: `GET/orders/*`. */
  public get policyPattern(): string {
    if (this.isDefault) return '*';
    return `${this.method === 'ANY' ? '*' : this.method}/${this.path.replace(/\{[^}]*\}/g, '*').slice(1)}`;
  }

  public toString(): string {
    return this.isDefault ? DEFAULT : `${this.method} ${this.path}`;
  }
}

function checkPath(path: string, fail: (fix: string) => never): void {
  if (!path.startsWith('/')) fail(`the path must begin with "/", like "/${path}"`);
  if (path !== '/' && path.endsWith('/')) fail(`the path must not end with "/"; use ${JSON.stringify(path.replace(/\/+$/, '') || '/')}`);
  const segments = path === '/' ? [] : path.slice(1).split('/');
  const seen = new Set<string>();
  segments.forEach((segment, index) => {
    if (segment === '') fail('the path has an empty segment ("//")');
    if (segment.startsWith(':')) fail(`write the path parameter ${JSON.stringify(segment)} as "{${segment.slice(1)}}"`);
    if (/[{}]/.test(segment)) {
      if (!variableSegment.test(segment)) fail(`${JSON.stringify(segment)} is not a path parameter; one fills a whole segment, as "{id}" or "{proxy+}"`);
      if (segment.endsWith('+}') && index < segments.length - 1) fail(`the greedy parameter ${JSON.stringify(segment)} must be the last segment`);
      const name = segment.replace(/[{}+]/g, '');
      if (seen.has(name)) fail(`path parameter ${JSON.stringify(name)} appears twice; give each its own name`);
      seen.add(name);
    } else if (!literalSegment.test(segment)) {
      fail(`segment ${JSON.stringify(segment)} has characters that API Gateway refuses; allowed are letters, digits and : . _ $ -`);
    }
  });
}
