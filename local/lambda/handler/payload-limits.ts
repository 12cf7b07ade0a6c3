import { ErrorObject } from './error-object';
import { FunctionEvent, TextEvent } from '../function-event';

const maxRequestBytes = 6_291_456;
const maxResponseBytes = 6_291_556;

/** Lambda's refusal of a request that is too large, or undefined. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export function requestTooLarge(event: FunctionEvent): ErrorObject | undefined {
  if (!event.exceeds(maxRequestBytes)) return undefined;
  const bytes = Buffer.byteLength(event.text);
  return {
    errorType: 'RequestEntityTooLargeException',
    errorMessage: `${bytes} byte payload is too large for the RequestResponse invocation type (limit ${maxRequestBytes} bytes)`,
  };
}

/** Lambda's replacement of a response that is too large, or undefined. */
export function responseTooLarge(payload: string): ErrorObject | undefined {
  if (!new TextEvent(payload).exceeds(maxResponseBytes)) return undefined;
  return {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${maxResponseBytes} bytes).`,
  };
}
