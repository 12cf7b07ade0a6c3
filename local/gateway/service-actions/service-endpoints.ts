import { TargetService } from './target-service';

/** Where a service answers; undefined: nowhere on this machine, and AWS itself is never called. */
export type ServiceEndpoints = (service: TargetService) => string | undefined;

/**
 * Endpoints as SDKs find them: `AWS_ENDPOINT_URL_<SERVICE>`, then what the gateway runs itself, then `AWS_ENDPOINT_URL`.
 *
 * @param embedded by the id of the service
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function serviceEndpoints(env: Readonly<Record<string, string | undefined>>, embedded: Partial<Record<TargetService['id'], string>>): ServiceEndpoints {
  return ({ id }) => [env[`AWS_ENDPOINT_URL_${id}`], embedded[id], env.AWS_ENDPOINT_URL].find((url) => url !== undefined && url !== '');
}
