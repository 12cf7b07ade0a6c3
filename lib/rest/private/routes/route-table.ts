import type { RouteModel } from './route-model';
import type { RouteKey } from '../../../common/private/route-key';

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MOST_RESOURCES = 300;

/** All routes of an API. */
export class RouteTable {
  private readonly byKey = new Map<string, RouteModel>();
  /** The parameter below each path, for example `/orders` to `{id}`. */
  private readonly variables = new Map<string, string>();
  /** Paths of routes and what is above them, the root apart. */
  private readonly resources = new Set<string>();

  /** @param mostResources quota of resources */
  public constructor(private readonly mostResources: number = MOST_RESOURCES) {}

  /** In the order of their keys, so that nothing depends on the order in which they were added. */
  public get routes(): readonly RouteModel[] {
    return [...this.byKey.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, route]) => route);
  }

  public get keys(): string[] {
    return [...this.byKey.keys()].sort();
  }

  public find(key: string): RouteModel | undefined {
    return this.byKey.get(key);
  }

  public methodsOn(path: string): string[] {
    return this.routes.filter((route) => route.key.path === path).map((route) => route.key.method);
  }

  /** @throws when API Gateway would refuse the route beside those that are there. */
  public check(key: RouteKey): void {
    if (this.byKey.has(key.toString())) {
      throw new Error(`route ${JSON.stringify(key.toString())} exists already; give each route key once`);
    }
    this.eachVariable(key, (parent, segment) => {
      const sibling = this.variables.get(parent);
      if (sibling !== undefined && sibling !== segment) {
        throw new Error(`route ${JSON.stringify(key.toString())} has the parameter ${JSON.stringify(segment)} where another route has ${JSON.stringify(sibling)} (below ${JSON.stringify(parent || '/')}); `
          + `REST APIs take one parameter per level, so use ${JSON.stringify(sibling)} in both`);
      }
    });
    const { size } = new Set([...this.resources, ...resourcesOf(key)]);
    if (size <= this.mostResources) return;
    throw new Error(`route ${JSON.stringify(key.toString())} makes ${size} resources of this API, each segment of a path being one, but the quota is ${this.mostResources}; `
      + 'join routes with a greedy parameter like "/orders/{path+}", divide the API, or have the quota "resources per API" raised and give the new one as quotas.resources');
  }

  public add(route: RouteModel): void {
    this.byKey.set(route.key.toString(), route);
    for (const path of resourcesOf(route.key)) this.resources.add(path);
    this.eachVariable(route.key, (parent, segment) => this.variables.set(parent, segment));
  }

  private eachVariable(key: RouteKey, visit: (parent: string, segment: string) => void): void {
    let parent = '';
    for (const segment of key.segments) {
      if (segment.startsWith('{')) visit(parent, segment);
      parent += `/${segment}`;
    }
  }
}

function resourcesOf({ segments }: RouteKey): string[] {
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}
