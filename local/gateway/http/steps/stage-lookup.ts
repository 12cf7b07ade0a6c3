import { HttpExchange } from '../exchange';
import { notFound } from '../failures';
import { HttpVerdict } from '../http-failure';
import { decodePath } from '../routing/decode-path';

/** Finds the stage. A request for none is not logged: there is nobody who could have asked for a log. */
export function lookUpStage(exchange: HttpExchange): HttpVerdict {
  const { api, request } = exchange;
  const address = api.addresses.find(request.header('host'), request.path);
  if (typeof address === 'string') return notFound(address);
  exchange.stage = address.stage;
  exchange.domain = address.domain;
  exchange.rawPath = address.rawPath;
  exchange.routePath = decodePath(address.rawPath);
  return undefined;
}
