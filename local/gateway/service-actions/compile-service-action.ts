import { ParameterError } from './parameter-values';
import { signedRequest } from './request-signer';
import { ServiceEndpoints } from './service-endpoints';
import { ServiceParameters, ServiceRequest } from './service-request';
import { SUBTYPES, ServiceSubtype } from './subtypes';
import { Clock } from '../../clock';
import { closest } from '../../closest';
import { LocalGatewayError } from '../../errors';
import { HttpIntegration } from '../../model/http-api';
import { BackendClient } from '../backends/backend-client';
import { TIMED_OUT, withDeadline } from '../backends/deadline';
import { NodeBackendClient } from '../backends/node-backend-client';
import { ServiceActionResult } from '../http/dependencies';
import { badRequest, unavailable } from '../http/failures';

const REGION = /^[a-z0-9-]{1,30}$/;

export interface ServiceActionDependencies {
  readonly clock: Clock;
  readonly endpoints: ServiceEndpoints;
  /** Region of the API, where the integration names no other. */
  readonly region: string;
  /** @default - Node's HTTP client */
  readonly client?: BackendClient;
}

/** An integration cannot be served; the message says why and what to do. */
export class ServiceActionError extends LocalGatewayError {}

/** Calls a service. Never rejects. @param gone the caller, who may go away before the answer is there */
export type AbortableServiceAction = (parameters: ServiceParameters, gone?: AbortSignal) => Promise<ServiceActionResult>;

/**
 * Compiles an integration of an HTTP API with another service.
 *
 * What the service answers is handed on as it is: JSON, and XML from SQS. A parameter that is absent when a request comes was mapped from something that the
 * request does not have; then the caller gets 400, as on AWS.
 *
 * @throws ServiceActionError for a subtype that there is none of, a parameter that is missing or unknown, and a service that answers nowhere on this machine
 */
export function compileServiceAction(integration: HttpIntegration, dependencies: ServiceActionDependencies): AbortableServiceAction {
  const { clock, endpoints, client = new NodeBackendClient() } = dependencies;
  const name = integration.subtype ?? '';
  const subtype = findSubtype(name);
  checkParameters(name, subtype, integration.requestParameters);
  const { service } = subtype;
  const endpoint = endpoints(service);
  if (endpoint === undefined) {
    throw new ServiceActionError(`${name} calls ${service.name}, which is not emulated: set AWS_ENDPOINT_URL_${service.id} to the address of a stand-in`);
  }
  if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint)) {
    throw new ServiceActionError(`AWS_ENDPOINT_URL_${service.id} is ${JSON.stringify(endpoint)}: expected a URL such as http://127.0.0.1:4566`);
  }
  return async (parameters, gone) => {
    const absent = absentParameter(integration.requestParameters, subtype, parameters);
    if (absent !== undefined) {
      return badRequest(`${name} can't resolve ${absent} from ${integration.requestParameters.get(absent) ?? ''}: the request has no such value`);
    }
    const given = new Map([...parameters].filter(([, value]) => value !== ''));
    const region = given.get('Region') ?? dependencies.region;
    if (!REGION.test(region)) return badRequest(`${name}: ${new ParameterError('Region', region, 'a region such as eu-west-1').message}`);
    const request = build(subtype, given);
    if (request instanceof ParameterError) return badRequest(`${name}: ${request.message}`);
    const abort = new AbortController();
    const end = (): void => abort.abort();
    gone?.addEventListener('abort', end);
    if (gone?.aborted === true) end();
    const sent = client.send(signedRequest(request, service, region, endpoint, clock.now()), abort.signal);
    const result = await withDeadline(clock, integration.timeoutMilliseconds, sent, end);
    gone?.removeEventListener('abort', end);
    if (result === TIMED_OUT) {
      return unavailable(`${service.name} at ${endpoint} did not answer ${name} within ${integration.timeoutMilliseconds} ms`, 'INTEGRATION_TIMEOUT');
    }
    if (result.kind === 'answer') return { status: result.status, rawHeaders: result.rawHeaders, body: result.body };
    return unavailable(`${service.name} can't be reached at ${endpoint}: ${result.reason}`);
  };
}

function findSubtype(name: string): ServiceSubtype {
  const subtype = SUBTYPES.get(name);
  if (subtype) return subtype;
  const all = [...SUBTYPES.keys()];
  throw new ServiceActionError(`there is no integration subtype ${JSON.stringify(name)}${closest(name, all)}; expected one of ${all.join(', ')}`);
}

/** A mapped parameter without a value; an optional one may be empty. */
function absentParameter(mapped: ReadonlyMap<string, string>, { required }: ServiceSubtype, parameters: ServiceParameters): string | undefined {
  return [...mapped.keys()].find((name) => {
    const value = parameters.get(name);
    return value === undefined || (value === '' && required.includes(name));
  });
}

function checkParameters(name: string, { required, optional }: ServiceSubtype, mapped: ReadonlyMap<string, string>): void {
  const missing = required.filter((parameter) => !mapped.has(parameter));
  if (missing.length > 0) throw new ServiceActionError(`${name} needs ${missing.join(' and ')} in its request parameters`);
  const known = [...required, ...optional, 'Region'];
  const unknown = [...mapped.keys()].find((parameter) => !known.includes(parameter));
  if (unknown !== undefined) throw new ServiceActionError(`${name} has no parameter ${JSON.stringify(unknown)}: it takes ${known.join(', ')}`);
}

function build(subtype: ServiceSubtype, parameters: ServiceParameters): ServiceRequest | ParameterError {
  try {
    return subtype.request(parameters);
  } catch (error) {
    if (error instanceof ParameterError) return error;
    throw error;
  }
}
