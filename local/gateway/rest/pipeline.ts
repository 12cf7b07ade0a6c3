import { Exchange } from './exchange';
import { configurationError, GatewayFailure } from './gateway-failure';
import { Pipeline } from '../pipeline';
import { admit } from './steps/admission';
import { authorize } from './steps/authorization';
import { finish, finishFailure } from './steps/finishing';
import { findRoute } from './steps/routing';
import { lookUpStage } from './steps/stage-lookup';
import { validate } from './steps/validation';

/**
 * What a request goes through. The size of the body is judged before, where it is read; the reply is finished and logged after, however it came about.
 *
 * The order is the one that the service's execution logs and access log phases show: authenticate and authorize, then the usage plan,
 * and only then "Starting execution" with validation, mapping and the backend.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html the phases and their variables
 * @see https://github.com/aws-quickstart/saas-identity-cognito/issues/14 an execution log from the usage plan on
 */
export const PIPELINE = new Pipeline<Exchange, GatewayFailure>({
  steps: [lookUpStage, findRoute, authorize, admit, validate],
  finish,
  finishFailure,
  internalError: configurationError,
});
