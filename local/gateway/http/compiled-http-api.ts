import { CompiledCors } from './cors';
import { HttpAuthorization, HttpStageMeter } from './dependencies';
import { HttpExchange } from './exchange';
import { HttpFailure } from './http-failure';
import { RouteThrottle } from './route-throttle';
import { HttpRouteTree } from './routing/route-tree';
import { StageAddresses } from './routing/stage-addresses';
import { ContextFormat } from '../../mapping/context-format';
import { HttpApi, HttpRoute, HttpStage } from '../../model/http-api';
import { Integrate } from '../pipeline';

/** An HTTP API ready to answer: nothing of it is parsed or compiled again for a request. */
export interface CompiledHttpApi {
  readonly model: HttpApi;
  readonly addresses: StageAddresses<CompiledHttpStage>;
  readonly routes: HttpRouteTree<CompiledHttpRoute>;
  readonly cors?: CompiledCors;
}

export interface CompiledHttpStage {
  readonly model: HttpStage;
  readonly throttle: RouteThrottle;
  readonly authorization: HttpAuthorization;
  readonly meter?: HttpStageMeter;
  readonly accessLog?: { readonly logGroup: string; readonly format: ContextFormat<HttpExchange> };
}

export interface CompiledHttpRoute {
  readonly model: HttpRoute;
  readonly integrate: HttpIntegrate;
}

/** Calls an integration. */
export type HttpIntegrate = Integrate<HttpExchange, HttpFailure>;
