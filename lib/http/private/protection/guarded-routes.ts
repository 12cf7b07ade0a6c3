import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { JwtIssuer } from '../../../common/jwt-issuer';

/** A route as the authorizer behind CloudFront has to judge it. */
export interface ProtectedRoute {
  readonly routeKey: string;
  /** Absent for public routes. */
  readonly jwt?: { readonly issuer: JwtIssuer; readonly scopes: readonly string[] };
}

/** What a function's environment holds, all names and values together, with some room for what is longer deployed than written. */
const LARGEST_ENVIRONMENT = 3_900;
export const ROUTES_FILE = 'routes.json';

/** The routes of one API in the words of the authorizer's configuration (`handlers/authorizers/http/configuration.ts`). */
export class GuardedRoutes {
  private readonly routes = new Map<string, { readonly issuer?: number; readonly scopes?: readonly string[] }>();
  private readonly issuers: JwtIssuer[] = [];

  /** @param rest the other members of the configuration, which share the function's environment */
  public constructor(private readonly owner: IConstruct, private readonly rest: object) {}

  public add({ routeKey, jwt }: ProtectedRoute): void {
    this.routes.set(routeKey, jwt ? { issuer: this.placeOf(jwt.issuer), ...(jwt.scopes.length > 0 && { scopes: jwt.scopes }) } : {});
  }

  /** The whole configuration; the routes, or the name of the file that has them. */
  public get configuration(): object {
    return this.withRoutes(this.file === undefined ? this.table : ROUTES_FILE);
  }

  /** Content of the file, if the routes do not fit into the environment. */
  public get file(): string | undefined {
    return this.sizeOf(this.withRoutes(this.table)) > LARGEST_ENVIRONMENT ? JSON.stringify(Stack.of(this.owner).resolve(this.table)) : undefined;
  }

  public get problems(): string[] {
    const scopes = [...this.routes.values()].map((route) => route.scopes ?? []);
    if (this.file !== undefined && scopes.some((each) => Token.isUnresolved(each) || each.some((scope) => Token.isUnresolved(scope)))) {
      return [`${this.routes.size} routes with their scopes have to go into a file beside the authorizer's code, but some scopes are known to CloudFormation only; write those as text`];
    }
    const size = this.sizeOf(this.configuration);
    if (size <= LARGEST_ENVIRONMENT) return [];
    return [`the issuers of this API have ${size} bytes, but behind CloudFront they go into the environment of a function, which holds no more than ${LARGEST_ENVIRONMENT}; give fewer audiences or issuers, or divide the API`];
  }

  private get table(): object {
    return Object.fromEntries([...this.routes].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  private withRoutes(routes: object | string): object {
    return { ...this.rest, issuers: this.issuers.map(({ _configuration }) => _configuration), routes };
  }

  private placeOf(issuer: JwtIssuer): number {
    const textOf = ({ _configuration }: JwtIssuer): string => JSON.stringify(Stack.of(this.owner).resolve(_configuration));
    const place = this.issuers.findIndex((known) => known === issuer || textOf(known) === textOf(issuer));
    return place >= 0 ? place : this.issuers.push(issuer) - 1;
  }

  /** What only CloudFormation knows counts as it is written in the template, which is about as long. */
  private sizeOf(configuration: object): number {
    return JSON.stringify(Stack.of(this.owner).resolve(configuration)).length;
  }
}
