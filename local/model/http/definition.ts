import { HttpAuthorizer, HttpCors, HttpIntegration, HttpRoute } from '../http-api';
import { Properties } from '../properties';
import { StackResource, StackResources } from '../stack-resources';

/** An HTTP API while its parts are collected. */
export interface HttpDefinition {
  readonly source: StackResource;
  readonly apiId: string;
  readonly all: StackResources;
  /** Issuers of the user pools that loaded templates create. */
  readonly localIssuers: ReadonlySet<string>;
  /** By id. */
  readonly integrations: Map<string, HttpIntegration>;
  /** By id; those of an OpenAPI body by the name of their security scheme. */
  readonly authorizers: Map<string, HttpAuthorizer>;
  /** By route key. */
  readonly routes: Map<string, HttpRoute>;
  cors?: HttpCors;
}

/** What a reference of a route is checked against, and where a mistake is shown. */
export interface RoutePlace {
  readonly properties: Properties;
  /** Member that holds the route key, or the path in an OpenAPI body. */
  readonly member: string;
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'ANY'];

/** Adds a route. @throws TemplateError when its key is none, or is taken. */
export function addRoute(definition: HttpDefinition, route: HttpRoute, { properties, member }: RoutePlace): void {
  const problem = routeKeyProblem(route.routeKey);
  if (problem !== undefined) {
    properties.refuse(member, '$default, or a method and a path such as "GET /orders/{id}"', problem, `write it with one of ${METHODS.join(', ')}, a space and a path that begins with a slash`);
  }
  const other = definition.routes.get(route.routeKey);
  if (other) properties.refuse(member, 'a route key that no other route of the API has', `${other.logicalId} has the route key ${route.routeKey} already`, 'remove one of the two routes');
  definition.routes.set(route.routeKey, route);
}

function routeKeyProblem(key: string): string | undefined {
  if (key === '$default') return undefined;
  const [method = '', path, ...more] = key.split(' ');
  if (path === undefined || more.length > 0) return 'the route key is not a method, one space and a path';
  if (!METHODS.includes(method)) return `the route key begins with the method ${JSON.stringify(method)}`;
  if (!path.startsWith('/')) return 'the path of the route key has no slash at its beginning';
  const parts = path.slice(1).split('/');
  const names = new Set<string>();
  for (const [index, part] of parts.entries()) {
    if (!/[{}]/.test(part)) continue;
    const [, name, plus] = /^\{([A-Za-z0-9._:-]+)(\+?)\}$/.exec(part) ?? [];
    if (name === undefined) return `${JSON.stringify(part)} of the route key is neither text nor one variable in braces`;
    if (plus === '+' && index < parts.length - 1) return `the greedy variable ${part} of the route key is not at its end`;
    if (names.has(name)) return `the variable ${name} is twice in the route key`;
    names.add(name);
  }
  return undefined;
}
