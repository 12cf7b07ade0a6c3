import { compileBodyValidator } from './body-validator';
import { compileParameterValidator } from './parameter-validator';
import { RestMethod } from '../../model/rest-api';
import { GatewayRequest } from '../message/request';
import { Refusal } from '../refusal';

/** What of a request is validated. */
export interface ValidatedRequest extends Pick<GatewayRequest, 'headers' | 'query' | 'body'> {
  /** Decoded values of the path parameters, by name. */
  readonly pathParameters: ReadonlyMap<string, string>;
}

/** Judges a request; undefined lets it pass. */
export type RequestValidator = (request: ValidatedRequest) => Refusal | undefined;

/**
 * The request validation of a method: its parameters first, then its body; the first that fails answers.
 *
 * @throws LocalGatewayError if a model is no usable schema.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function compileRequestValidator(method: RestMethod): RequestValidator {
  const parameters = method.validateParameters ? compileParameterValidator(method.requestParameters) : undefined;
  const body = method.validateBody && method.requestModels.size > 0 ? compileBodyValidator(method) : undefined;
  return (request) => parameters?.(request) ?? body?.(request);
}
