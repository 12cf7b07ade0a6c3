import { ApiIdentity } from '../../local/model/api-identity';
import { LocalModel } from '../../local/model/model';
import { RestApi, RestMethod } from '../../local/model/rest-api';

/** What tells the APIs of tests apart from others. */
export const ORDERS_API: ApiIdentity = { stack: 'Shop', logicalId: 'OrdersApi', apiId: 'abc123', name: 'orders', region: 'us-east-1', account: '123456789012' };

/** A method that demands nothing; `overrides` adds what a test is about. */
export function method(httpMethod: string, overrides: Partial<RestMethod> = {}): RestMethod {
  return {
    logicalId: `Method${httpMethod}`,
    httpMethod,
    authorizationType: 'NONE',
    authorizationScopes: [],
    apiKeyRequired: false,
    requestParameters: new Map(),
    requestModels: new Map(),
    validateBody: false,
    validateParameters: false,
    ...overrides,
  };
}

/** An API of one stage `prod` with the given methods by path. */
export function restApi(routes: Readonly<Record<string, readonly RestMethod[]>>, overrides: Partial<RestApi> = {}): RestApi {
  return {
    ...ORDERS_API,
    apiKeySource: 'HEADER',
    binaryMediaTypes: [],
    resources: Object.entries(routes).map(([path, methods]) => ({ id: path, path, methods })),
    gatewayResponses: [],
    authorizers: [],
    stages: [{ logicalId: 'Prod', name: 'prod', variables: new Map(), methodSettings: new Map(), tracing: false, deploymentId: 'd1' }],
    ...overrides,
  };
}

/** A model of the given parts and nothing else. */
export function model(parts: Partial<LocalModel> = {}): LocalModel {
  return {
    restApis: [],
    httpApis: [],
    functions: [],
    tables: [],
    usagePlans: [],
    apiKeys: [],
    principals: [],
    queues: [],
    secrets: [],
    localIssuers: [],
    logGroups: [],
    metricFilters: [],
    metricAlarms: [],
    compositeAlarms: [],
    notServed: [],
    ...parts,
  };
}
