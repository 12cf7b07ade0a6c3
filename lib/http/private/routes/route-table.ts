import type { RouteModel } from './route-model';
import type { RouteKey } from '../../../common/private/route-key';

/** All routes of an API, as the user gave them. */
export class RouteTable {
  private readonly byShape = new Map<string, RouteModel>();

  /** In the order of their keys, so that nothing depends on the order in which they were added. */
  public get routes(): readonly RouteModel[] {
    return [...this.byShape.values()].sort((left, right) => (left.key.toString() < right.key.toString() ? -1 : 1));
  }

  /** @throws when API Gateway could not tell the route from one that is there. */
  public check(key: RouteKey): void {
    const existing = this.byShape.get(key.shape)?.key;
    if (!existing) return;
    const route = JSON.stringify(key.toString());
    if (existing.toString() === key.toString()) throw new Error(`route ${route} exists already; give each route key once`);
    throw new Error(`route ${route} takes the same requests as ${JSON.stringify(existing.toString())}, because names of parameters don't tell routes apart; leave one of them out`);
  }

  public add(route: RouteModel): void {
    this.byShape.set(route.key.shape, route);
  }
}
