import { Exchange } from './exchange';
import { Verdict } from './gateway-failure';
import { GatewayResponses } from './responses/gateway-responses';
import { RouteTable } from './route-table';
import { StageAuthorization } from '../../authorization/authorizers/stage-authorization';
import { ContextFormat } from '../../mapping/context-format';
import { StageMeter } from '../../metrics/rest-api-meter';
import { RestApi, RestMethod, RestResource, RestStage } from '../../model/rest-api';
import { Refusal } from '../refusal';
import { Throttle } from '../throttle/stage-throttle';
import { BinaryMediaTypes } from './message/binary-media-types';

/** A REST API ready to answer: nothing of it is parsed or compiled again for a request. */
export interface CompiledApi {
  readonly model: RestApi;
  readonly routes: RouteTable;
  readonly stages: ReadonlyMap<string, CompiledStage>;
  readonly gatewayResponses: GatewayResponses;
  readonly binaryMediaTypes: BinaryMediaTypes;
}

export interface CompiledStage {
  readonly model: RestStage;
  readonly throttle: Throttle;
  readonly authorization: StageAuthorization;
  readonly meter?: StageMeter;
  readonly accessLog?: { readonly logGroup: string; readonly format: ContextFormat<Exchange> };
}

/** A method of a resource. */
export interface CompiledRoute {
  readonly resource: RestResource;
  readonly method: RestMethod;
  /** `/orders/{id}/GET`: the key of throttles. */
  readonly methodKey: string;
  readonly validate: (exchange: Exchange) => Refusal | undefined;
  readonly integrate: Integrate;
}

/**
 * Calls the backend and leaves its answer in `exchange.reply`, or says why there is none. A callback and no promise: this is where nearly every request waits.
 *
 * @param done called once, unless `failed` was called or this throws
 * @param failed takes what only a defect of the gateway can throw
 */
export type Integrate = (exchange: Exchange, ...end: IntegrateEnd) => void;

export type IntegrateEnd = [done: (verdict: Verdict) => void, failed: (error: unknown) => void];
