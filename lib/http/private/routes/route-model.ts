import type { AddedRoute } from './added-route';
import type { RouteKey } from '../../../common/private/route-key';
import type { RouteSettings } from '../../../common/stage/route-settings';
import type { HttpBackend } from '../../http-backend';
import type { AuthorizationBinding } from '../authorization/binding';

/** A route, checked and complete. */
export interface RouteModel extends RouteSettings {
  readonly key: RouteKey;
  /** Scope of what belongs to this route alone. */
  readonly construct: AddedRoute;
  readonly backend: HttpBackend;
  readonly authorization: AuthorizationBinding;
  /** Of which a caller's token needs one; none: any token. */
  readonly scopes: readonly string[];
  /** Whether the route says itself who may call it. */
  readonly isDecided: boolean;
}
