import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RouteModel } from './route-model';
import type { RouteWriter } from './route-writer';
import { warnOfTakenRequests } from './taken-requests';
import { warnOfMissingMethods } from '../../../common/cors/warn-of-methods';
import type { RouteKey } from '../../../common/private/route-key';
import { type ReviewedRoute, warnOfWeakerRoutes } from '../../../common/routes/route-review';
import type { HttpCorsOptions } from '../../http-cors';

/** @throws when alarms of a route would have no metrics of its own to look at. */
export function checkRouteAlarms(key: RouteKey, hasCors: boolean): void {
  const route = JSON.stringify(key.toString());
  if (key.isDefault) throw new Error(`route ${route} has alarms, but its metrics can't be told from others; the API's alarms watch it, and routes that are written out can have their own`);
  if (key.method === 'ANY' && hasCors) throw new Error(`route ${route} has alarms, but with cors it is one route for each method, each with metrics of its own; write out the methods, like ${JSON.stringify(`GET ${key.path}`)}`);
}

/** Warns of a preflight that browsers could never send. */
export function warnOfOwnPreflight({ key, construct, authorization }: RouteModel): void {
  if (key.method !== 'OPTIONS' || authorization.type === 'NONE') return;
  Annotations.of(construct).addWarningV2('cdk-apigateway-patterns:preflight-refused',
    `route ${JSON.stringify(key.toString())} answers preflights itself but asks for credentials, which browsers never send with a preflight; leave the route out, or use addPublicRoute(reason, ...)`);
}

/** Refuses at synthesis an API without routes, and warns of routes that let callers in whom others refuse. */
export function reviewRoutes(api: Construct, writer: RouteWriter, cors: HttpCorsOptions | undefined): void {
  api.node.addValidation({
    validate: () => {
      const owners = new Map([...new Set(writer.all.map(([, owner]) => owner))].map((owner) => [owner, reviewed(owner)]));
      warnOfWeakerRoutes([...owners.values()]);
      warnOfMissingMethods(cors?.allowMethods, [...owners.values()]);
      warnOfTakenRequests(writer.all.flatMap(([key, owner]) => {
        const route = owners.get(owner);
        return route ? [{ key, route }] : [];
      }));
      return owners.size === 0 ? ['this API has no routes; give routes, or call addRoute()'] : [];
    },
  });
}

function reviewed({ key, construct, isDecided, scopes, authorization: { name, type, issuer } }: RouteModel): ReviewedRoute {
  const demands = { authorization: `HttpAuthorization.${name}`, of: type === 'NONE' ? 'nobody' : 'credentials', verifier: issuer, scopes } as const;
  return { key, construct, isDecided, demands };
}
