import { Exchange } from './exchange';
import { GatewayFailure } from './gateway-failure';
import { BinaryMediaTypes } from './message/binary-media-types';
import { GatewayResponses } from './responses/gateway-responses';
import { RouteTable } from './route-table';
import { StageAuthorization } from '../../authorization/authorizers/stage-authorization';
import { ContextFormat } from '../../mapping/context-format';
import { StageMeter } from '../../metrics/rest-api-meter';
import { RestApi, RestMethod, RestResource, RestStage } from '../../model/rest-api';
import { Integrate } from '../pipeline';
import { Refusal } from '../refusal';
import { Throttle } from '../throttle/stage-throttle';

/** A REST API ready to answer: nothing of it is parsed or compiled again for a request. */
export interface CompiledRestApi {
  readonly model: RestApi;
  readonly routes: RouteTable;
  readonly stages: ReadonlyMap<string, CompiledRestStage>;
  readonly gatewayResponses: GatewayResponses;
  readonly binaryMediaTypes: BinaryMediaTypes;
}

export interface CompiledRestStage {
  readonly model: RestStage;
  readonly throttle: Throttle;
  readonly authorization: StageAuthorization;
  readonly meter?: StageMeter;
  readonly accessLog?: { readonly logGroup: string; readonly format: ContextFormat<Exchange> };
}

/** A method of a resource. */
export interface CompiledRestRoute {
  readonly resource: RestResource;
  readonly method: RestMethod;
  /** `/orders/{id}/GET`: the key of throttles. */
  readonly methodKey: string;
  readonly validate: (exchange: Exchange) => Refusal | undefined;
  readonly integrate: RestIntegrate;
}

/** Calls a backend. */
export type RestIntegrate = Integrate<Exchange, GatewayFailure>;
