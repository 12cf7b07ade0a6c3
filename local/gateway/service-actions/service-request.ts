/** A call of a service before it is addressed and signed. */
export interface ServiceRequest {
  readonly method: 'GET' | 'POST';
  /** Path, percent-encoded, below the service's endpoint. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Evaluated parameters of an integration by name. */
export type ServiceParameters = ReadonlyMap<string, string>;

/** Builds a call. @throws ParameterError */
export type ServiceRequestBuilder = (parameters: ServiceParameters) => ServiceRequest;

/** AWS JSON: an operation by its target, members that are undefined left out. */
export function jsonRequest(target: string, version: '1.0' | '1.1', input: object): ServiceRequest {
  return {
    method: 'POST',
    path: '/',
    query: new Map(),
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
    body: JSON.stringify(input),
  };
}

/** AWS query: a form. */
export function formRequest(fields: URLSearchParams): ServiceRequest {
  return { method: 'POST', path: '/', query: new Map(), headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: fields.toString() };
}
