import { ErrorObject } from './error-object';

const maxRequestBytes = 6_291_456;
const maxResponseBytes = 6_291_556;

/** Lambda's refusal of a request that is too large, or undefined. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export function requestTooLarge(payload: string): ErrorObject | undefined {
  const bytes = bytesAbove(payload, maxRequestBytes);
  if (bytes === undefined) return undefined;
  return {
    errorType: 'RequestEntityTooLargeException',
    errorMessage: `${bytes} byte payload is too large for the RequestResponse invocation type (limit ${maxRequestBytes} bytes)`,
  };
}

/** Lambda's replacement of a response that is too large, or undefined. */
export function responseTooLarge(payload: string): ErrorObject | undefined {
  if (bytesAbove(payload, maxResponseBytes) === undefined) return undefined;
  return {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${maxResponseBytes} bytes).`,
  };
}

// A UTF-16 unit takes three bytes at most, so that nearly every payload is judged without encoding it.
function bytesAbove(payload: string, limit: number): number | undefined {
  if (payload.length * 3 <= limit) return undefined;
  const bytes = Buffer.byteLength(payload);
  return bytes > limit ? bytes : undefined;
}
