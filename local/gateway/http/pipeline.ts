import { HttpExchange } from './exchange';
import { internalError } from './failures';
import { HttpFailure } from './http-failure';
import { Pipeline } from '../pipeline';
import { admit } from './steps/admission';
import { authorize } from './steps/authorization';
import { finish, finishFailure } from './steps/finishing';
import { findRoute } from './steps/routing';
import { lookUpStage } from './steps/stage-lookup';

/**
 * What a request goes through. The size of the body is judged before, where it is read; the reply is finished, measured and logged after, however it came about.
 * Throttles come first, so that nobody can keep authorizers busy.
 */
export const PIPELINE = new Pipeline<HttpExchange, HttpFailure>({
  steps: [lookUpStage, findRoute, admit, authorize],
  finish,
  finishFailure,
  internalError,
});
