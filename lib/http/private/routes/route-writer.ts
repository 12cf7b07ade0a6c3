import type { Acknowledgment } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { type Construct, Dependable, type IDependable } from 'constructs';
import type { RouteModel } from './route-model';
import { type WrittenKey, writtenKeys } from './written-keys';
import { acknowledge } from '../../../common/private/acknowledge';
import type { RouteKey } from '../../../common/private/route-key';
import { differs } from '../../../common/stage/route-settings';

/** What the API lends to all of its routes. */
export interface RouteSurroundings {
  readonly api: apigwv2.HttpApi;
  /** Whether API Gateway answers preflights. */
  readonly answersPreflights: boolean;
  readonly mostRoutes: number;
  readonly integrationOf: (route: RouteModel) => apigwv2.HttpRouteIntegration;
  readonly guardOf: (route: RouteModel, key: RouteKey) => RouteGuard;
}

/** Who decides about the callers of a route, and why it is as it is. */
export interface RouteGuard {
  readonly authorizer: apigwv2.IHttpRouteAuthorizer;
  readonly acknowledgements: readonly Acknowledgment[];
}

interface Written extends WrittenKey {
  readonly owner: RouteModel;
  readonly route: apigwv2.HttpRoute;
}

/**
 * Writes routes into the template. The id of a written route comes from its own key, whichever of the user's keys it was written for: when that changes,
 * it stays the same resource, and CloudFormation does not try to make a second one of that key before it deletes the first.
 */
export class RouteWriter {
  /** By shape. */
  private readonly written = new Map<string, Written>();

  public constructor(private readonly scope: Construct, private readonly surroundings: RouteSurroundings) {}

  /** Keys and owners, in the order of the keys. */
  public get all(): readonly (readonly [RouteKey, RouteModel])[] {
    const sorted = [...this.written.values()].sort((left, right) => (left.key.toString() < right.key.toString() ? -1 : 1));
    return sorted.map(({ key, owner }) => [key, owner] as const);
  }

  /** @throws when the API has too many routes then. */
  public write(owner: RouteModel): void {
    for (const each of writtenKeys(owner.key, this.surroundings.answersPreflights)) this.writeOne(owner, each);
    const { mostRoutes } = this.surroundings;
    if (this.written.size <= mostRoutes) return;
    const fix = this.surroundings.answersPreflights ? 'write out the methods of ANY routes, each of which counts as six with cors, join' : 'join';
    throw new Error(`route ${JSON.stringify(owner.key.toString())} makes ${this.written.size} routes of this API, but the quota is ${mostRoutes}; `
      + `${fix} routes with a greedy parameter like "/orders/{path+}", divide the API, or have the quota "routes per API" raised and give the new one as quotas.routes`);
  }

  public of(routeKey: string): apigwv2.HttpRoute[] {
    return [...this.written.values()].filter(({ owner }) => owner.key.toString() === routeKey).map(({ route }) => route);
  }

  /** The routes that the stage has settings for, without which it can't be created. Read when the template is written. */
  public get withSettings(): IDependable {
    const dependable = {};
    const { written } = this;
    Dependable.implement(dependable, {
      get dependencyRoots() {
        return [...written.values()].filter(({ owner }) => differs(owner)).map(({ route }) => route);
      },
    });
    return dependable;
  }

  private writeOne(owner: RouteModel, { key, rank }: WrittenKey): void {
    const existing = this.written.get(key.shape);
    if (existing && existing.rank >= rank) return;
    if (existing) this.scope.node.tryRemoveChild(existing.key.constructId);
    const { authorizer, acknowledgements } = this.surroundings.guardOf(owner, key);
    const route = new apigwv2.HttpRoute(this.scope, key.constructId, {
      httpApi: this.surroundings.api,
      routeKey: l2KeyOf(key),
      integration: this.surroundings.integrationOf(owner),
      authorizer,
    });
    acknowledge(route, ...acknowledgements);
    this.written.set(key.shape, { key, rank, owner, route });
  }
}

function l2KeyOf(key: RouteKey): apigwv2.HttpRouteKey {
  if (key.isDefault) return apigwv2.HttpRouteKey.DEFAULT;
  return apigwv2.HttpRouteKey.with(key.path, Object.values(apigwv2.HttpMethod).find((method) => method === key.method));
}
