import { type Stack, Token } from 'aws-cdk-lib';
import { type GuardedRoute, policyScope } from './policy-scope';

/** What a function's environment holds, all names and values together, with some room for what is longer deployed than written. */
const LARGEST_ENVIRONMENT = 3_900;
export const ROUTES_FILE = 'routes.json';

/** Which scopes the routes of one authorizer want, in the words of its configuration. */
export class RouteScopes {
  /** @param rest the other members of the configuration, which share the function's environment */
  public constructor(private readonly stack: Stack, private readonly routes: readonly GuardedRoute[], private readonly rest: object) {}

  /** Whether verdicts have to be kept for each route. */
  public get needPolicyPerRoute(): boolean {
    return this.differ && policyScope(this.routes) === 'route';
  }

  /** The whole configuration: scopes for all routes, a table of routes, or the name of the file that has the table. */
  public get configuration(): object {
    const [first] = this.routes;
    if (!this.differ) return { ...this.rest, ...(first && first.scopes.length > 0 && { requiredScopes: first.scopes }) };
    return this.withRoutes(this.file === undefined ? this.table : ROUTES_FILE);
  }

  /** Content of the file, if the table does not fit into the environment. */
  public get file(): string | undefined {
    return this.differ && this.sizeOf(this.withRoutes(this.table)) > LARGEST_ENVIRONMENT ? JSON.stringify(this.stack.resolve(this.table)) : undefined;
  }

  public get problems(): string[] {
    const { file, configuration } = this;
    if (file !== undefined && this.routes.some(({ scopes }) => Token.isUnresolved(scopes) || scopes.some((scope) => Token.isUnresolved(scope)))) {
      return [`${this.routes.length} routes with their scopes have to go into a file beside the authorizer's code, but some scopes are known to CloudFormation only; write those as text`];
    }
    const size = this.sizeOf(configuration);
    if (size <= LARGEST_ENVIRONMENT) return [];
    return [`the issuers of RestAuthorization.jwt() have ${size} bytes, but the environment of a function holds no more than ${LARGEST_ENVIRONMENT}; give fewer, or divide them with authorizerName`];
  }

  private get differ(): boolean {
    return new Set(this.routes.map(({ scopes }) => JSON.stringify(scopes))).size > 1;
  }

  private get table(): Record<string, readonly string[]> {
    return Object.fromEntries(this.routes.map(({ key, scopes }) => [key.toString(), scopes]));
  }

  private withRoutes(routes: object | string): object {
    return { ...this.rest, routes, ...(this.needPolicyPerRoute && { policy: 'route' }) };
  }

  /** What only CloudFormation knows counts as it is written in the template, which is about as long. */
  private sizeOf(configuration: object): number {
    return JSON.stringify(this.stack.resolve(configuration)).length;
  }
}
