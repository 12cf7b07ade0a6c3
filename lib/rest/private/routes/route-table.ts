import type { RouteModel } from './route-model';
import type { RouteKey } from '../../../common/private/route-key';

/** All routes of an API. */
export class RouteTable {
  private readonly byKey = new Map<string, RouteModel>();
  /** The parameter below each path, for example `/orders` to `{id}`. */
  private readonly variables = new Map<string, string>();

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
  }

  public add(route: RouteModel): void {
    this.byKey.set(route.key.toString(), route);
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
