import { CompiledCors } from './cors';
import { HttpAuthorization, HttpStageMeter } from './dependencies';
import { HttpExchange } from './exchange';
import { HttpVerdict } from './http-failure';
import { RouteThrottle } from './route-throttle';
import { HttpRouteTree } from './routing/route-tree';
import { StageAddresses } from './routing/stage-addresses';
import { ContextFormat } from '../../mapping/context-format';
import { HttpApi, HttpRoute, HttpStage } from '../../model/http-api';

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

/**
 * Calls the integration and leaves its answer in `exchange.reply`, or says why there is none. A callback and no promise: this is where nearly every request waits.
 *
 * @param done called once, unless `failed` was called or this throws
 * @param failed takes what only a defect of the gateway can throw
 */
export type HttpIntegrate = (exchange: HttpExchange, done: (verdict: HttpVerdict) => void, failed: (error: unknown) => void) => void;
