import { Protocol } from './protocol';
import { ServiceInput } from './service-input';
import { WireObject } from './wire-value';

/** What an operation may have to know of the request beside its input. */
export interface WireCaller {
  /** Path of the request, percent-encoded: queues have one of their own. */
  readonly path: string;
  /** Aborted when the connection is gone, so that nobody waits for an answer. */
  readonly gone: AbortSignal;
}

/** One operation of a service. @throws ServiceError for a request that the service refuses */
export type Operation = (input: ServiceInput, region: string, caller: WireCaller) => WireObject | Promise<WireObject>;

/** A service that an SDK can talk to. */
export interface AwsService {
  /** Its name in signatures, for example `monitoring`. */
  readonly signingName: string;
  /** Its name in `x-amz-target`, for example `Logs_20140328`. */
  readonly target: string;
  /** Its dialect of the query protocol; absent: it does not speak it. */
  readonly query?: Protocol;
  readonly operations: ReadonlyMap<string, Operation>;
}
