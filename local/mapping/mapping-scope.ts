import { Json } from '../json';

/** What mapping expressions, templates and log formats read, looked up on demand: nothing is put together for a request that doesn't ask. */
export interface MappingScope {
  /** `$context.<name>` without the prefix, for example `identity.sourceIp`; undefined: no such variable, or no value now. */
  context(name: string): Json | undefined;
  stageVariable(name: string): string | undefined;
  /** Values of a header of the method request; the case of the name does not matter. */
  header(name: string): readonly string[] | undefined;
  queryParameter(name: string): readonly string[] | undefined;
  pathParameter(name: string): string | undefined;
  /** Values of a header that the integration answered with; undefined before it has answered. */
  responseHeader(name: string): readonly string[] | undefined;
  /** The payload that is being mapped: the caller's body, or the integration's once it has answered. */
  payload(): string;
  /** `payload` as JSON; undefined when it is none. An empty payload is an empty object, as in the service. */
  payloadJson(): Json | undefined;
}
