import { partitionOf } from '../../assembly/environment';

/** Parts of the ARN under which a method is invoked. */
export interface MethodArnParts {
  readonly region: string;
  readonly account: string;
  readonly apiId: string;
  readonly stage: string;
  readonly httpMethod: string;
  /** Path behind the stage, with its leading slash. */
  readonly path: string;
}

/**
 * ARN of a call: `arn:aws:execute-api:us-east-1:123456789012:abc123/prod/GET/orders/7`. The root ends in `GET/`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function methodArn(parts: MethodArnParts): string {
  return `${apiArn(parts)}/${parts.stage}/${parts.httpMethod}/${parts.path.replace(/^\//, '')}`;
}

/** ARN up to the API's id. */
function apiArn({ region, account, apiId }: Pick<MethodArnParts, 'region' | 'account' | 'apiId'>): string {
  return `arn:${partitionOf(region)}:execute-api:${region}:${account}:${apiId}`;
}

/** An ARN as the service shows it to a caller: of the account only the last four digits. */
export function masked(arn: string): string {
  return arn.replace(/^((?:[^:]*:){4})\d{8}(\d{4}:)/, '$1********$2');
}

/** Expands the short form of resource policies: `execute-api:/prod/GET/pets` names that path of the API that the policy belongs to. */
export function expandShortArn(api: Pick<MethodArnParts, 'region' | 'account' | 'apiId'>): (resource: string) => string {
  return (resource) => (resource.startsWith('execute-api:/') ? `${apiArn(api)}${resource.slice('execute-api:'.length)}` : resource);
}
