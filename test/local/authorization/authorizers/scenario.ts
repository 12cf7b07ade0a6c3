import { AuthorizerCall } from '../../../../local/authorization/authorizers/authorizer';
import { GatewayRequest } from '../../../../local/gateway/message/request';
import { FunctionInvoker, InvokableFunction } from '../../../../local/lambda/function-invoker';
import { InvokeResult } from '../../../../local/lambda/function-runtime';
import { RestAuthorizer } from '../../../../local/model/rest-authorizer';
import { writtenFunction } from '../../../support/written-function';

export const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:auth';
const apiArn = 'arn:aws:execute-api:us-east-1:123456789012:abc123/prod';

export interface Asked {
  readonly path?: string;
  readonly resource?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly scopes?: readonly string[];
  readonly sourceIp?: string;
  readonly receivedAt?: number;
}

/** A call as the pipeline hands it over. */
export function call({ path = '/orders/7', resource = '/orders/{id}', method = 'GET', headers = {}, query = {}, scopes = [], sourceIp = '192.0.2.1', receivedAt = 0 }: Asked = {}): AuthorizerCall {
  const request: GatewayRequest = {
    method,
    rawPath: path,
    rawQuery: '',
    query: new Map(Object.entries(query)),
    body: Buffer.alloc(0),
    sourceIp,
    receivedAt,
    headers: new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), { name, values: typeof value === 'string' ? [value] : value }])),
  };
  return {
    request,
    requestId: 'r-1',
    methodArn: `${apiArn}/${method}${path}`,
    resourcePath: resource,
    pathParameters: new Map([['id', '7']]),
    scopes,
    headers: () => [...request.headers.values()],
    requestContext: () => ({ stage: 'prod', identity: { sourceIp } }),
  };
}

/** ARN of a path of the API, wildcards allowed. */
export const arnOf = (path: string): string => `${apiArn}/${path}`;

export function authorizerModel(overrides: Partial<RestAuthorizer> = {}): RestAuthorizer {
  return {
    id: 'auth1',
    logicalId: 'Auth',
    type: 'TOKEN',
    uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
    identitySources: ['method.request.header.Authorization'],
    resultTtlSeconds: 300,
    userPools: [],
    ...overrides,
  };
}

/** A function that answers as told and keeps its events. */
export class StubFunction implements FunctionInvoker {
  public readonly events: Record<string, unknown>[] = [];
  public readonly arns: string[] = [];

  public constructor(public answer: (event: Record<string, unknown>) => unknown) {}

  public find(arn: string): InvokableFunction | undefined {
    this.arns.push(arn);
    if (arn !== functionArn) return undefined;
    return writtenFunction('auth', (payload): InvokeResult | Promise<InvokeResult> => {
      const event = JSON.parse(payload) as Record<string, unknown>;
      this.events.push(event);
      const value = this.answer(event);
      if (value instanceof Promise) return value as Promise<InvokeResult>;
      if (value instanceof Error) return { kind: 'error', payload: JSON.stringify({ errorType: 'Error', errorMessage: value.message, trace: [] }) };
      return { kind: 'success', payload: JSON.stringify(value ?? null) };
    });
  }
}

/** What an authorizer function returns. */
export function policyFor(effect: 'Allow' | 'Deny', resource: string | readonly string[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    principalId: 'ann', policyDocument: { Version: '2012-10-17', Statement: [{ Effect: effect, Action: 'execute-api:Invoke', Resource: resource }] }, ...more,
  };
}
