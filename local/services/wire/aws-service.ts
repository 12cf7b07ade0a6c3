import { ServiceInput } from './service-input';
import { WireObject } from './wire-value';

/** One operation of a service. @throws ServiceError for a request that the service refuses */
export type Operation = (input: ServiceInput, region: string) => WireObject;

/** A service that an SDK can talk to. */
export interface AwsService {
  /** Its name in signatures, for example `monitoring`. */
  readonly signingName: string;
  /** Its name in `x-amz-target`, for example `Logs_20140328`. */
  readonly target: string;
  /** Namespace of its XML; absent: it does not speak the query protocol. */
  readonly xmlNamespace?: string;
  readonly operations: ReadonlyMap<string, Operation>;
}
