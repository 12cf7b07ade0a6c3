import { ValidatedRequest } from '../../../../local/gateway/validation/request-validator';
import { JsonObject } from '../../../../local/json';
import { RestMethod } from '../../../../local/model/rest-api';

/** A method that validates whatever it is given. */
export function method(overrides: Partial<RestMethod>): RestMethod {
  return {
    logicalId: 'PostOrders',
    httpMethod: 'POST',
    authorizationType: 'NONE',
    authorizationScopes: [],
    apiKeyRequired: false,
    requestParameters: new Map(),
    requestModels: new Map(),
    validateBody: true,
    validateParameters: true,
    ...overrides,
  };
}

/** A method whose body has to match `schema`. */
export function methodOf(schema: JsonObject, contentType = 'application/json'): RestMethod {
  return method({ requestModels: new Map([[contentType, schema]]) });
}

interface Given {
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, readonly string[]>;
  readonly path?: Record<string, string>;
  readonly body?: string;
}

export function request({ headers = {}, query = {}, path = {}, body = '' }: Given): ValidatedRequest {
  return {
    headers: new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), { name, values: [value] }])),
    query: new Map(Object.entries(query)),
    pathParameters: new Map(Object.entries(path)),
    body: Buffer.from(body),
  };
}
