import { JsonObject } from '../../json';
import { GatewayResponse, RestApi, RestMethod } from '../rest-api';
import { RestAuthorizer } from '../rest-authorizer';
import { StackResource } from '../stack-resources';

/** A REST API while it is put together out of resources or an OpenAPI body. */
export interface RestDefinition {
  readonly source: StackResource;
  readonly apiId: string;
  readonly settings: Pick<RestApi, 'apiKeySource' | 'binaryMediaTypes' | 'minimumCompressionSize' | 'policy' | 'name'>;
  /** Resources by id. */
  readonly resources: Map<string, PathResource>;
  /** Model schemas by name, as they were written. */
  readonly models: Map<string, JsonObject>;
  readonly validators: Map<string, Validator>;
  readonly gatewayResponses: Map<string, GatewayResponse>;
  /** By what methods refer to. */
  readonly authorizers: Map<string, RestAuthorizer>;
}

export interface PathResource {
  readonly id: string;
  readonly path: string;
  readonly methods: Map<string, RestMethod>;
}

export interface Validator {
  readonly body: boolean;
  readonly parameters: boolean;
}

/** Path of a child resource. */
export const childPath = (parent: string, part: string): string => (parent === '/' ? `/${part}` : `${parent}/${part}`);
