import { Annotations, Lazy } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { CorsHeaders } from './cors-headers';
import { mockIntegration } from './mock-integration';
import type { RouteModel } from './routes/route-model';
import type { RouteTable } from './routes/route-table';
import type { RouteKey } from '../../common/private/route-key';

/** A preflight that the user writes comes before those that are made for the other routes of its path. */
export function preflightsFirst<T>(routes: { readonly [routeKey: string]: T }): (readonly [string, T])[] {
  return Object.entries(routes).sort(([left], [right]) => Number(right.startsWith('OPTIONS ')) - Number(left.startsWith('OPTIONS ')));
}

/** Gives every path that has a route an OPTIONS method of API Gateway's own, which nobody has to be authorized for. */
export class CorsPreflights {
  private readonly paths = new Set<string>();

  public constructor(private readonly api: apigateway.RestApi, private readonly table: RouteTable, private readonly headers: CorsHeaders) {}

  /** @throws when a preflight that the user writes comes after the one that was made. */
  public check({ method, path }: RouteKey): void {
    if (method === 'OPTIONS' && this.paths.has(path)) {
      throw new Error(`route "OPTIONS ${path}" comes after another route on ${JSON.stringify(path)}, for which cors has made a preflight already; leave the route out, or add it before the others`);
    }
  }

  public cover(route: RouteModel): void {
    const { path, method } = route.key;
    if (method === 'OPTIONS') {
      this.paths.add(path);
      this.warnOfOwnPreflight(route);
      return;
    }
    if (this.paths.has(path)) return;
    this.paths.add(path);
    const methods = Lazy.string({ produce: () => CorsHeaders.methodNames(this.table.methodsOn(path)) });
    const { integration, methodResponses } = mockIntegration(this.headers.preflight(methods));
    this.api.root.resourceForPath(path).addMethod('OPTIONS', integration, {
      authorizationType: apigateway.AuthorizationType.NONE,
      apiKeyRequired: false,
      methodResponses,
    });
  }

  private warnOfOwnPreflight(route: RouteModel): void {
    if (!route.apiKeyRequired && route.authorization.authorizationType === apigateway.AuthorizationType.NONE) return;
    Annotations.of(route.construct).addWarningV2('cdk-apigateway-patterns:preflight-refused',
      `route ${JSON.stringify(route.key.toString())} answers preflights itself but asks for a key or credentials, which browsers never send with a preflight; `
      + 'leave the route out, or give it RestAuthorization.publicAccess(reason)');
  }
}
