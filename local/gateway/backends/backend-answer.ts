import { GatewayHeader } from '../message/request';

/** What a backend answered, before it is mapped. */
export interface BackendAnswer {
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, GatewayHeader>;
  readonly body: Buffer | string;
}
