import { InvokeResult } from './function-runtime';
import { ErrorObject } from './handler/error-object';

/** An invocation that failed outside the handler, in the words of Lambda. */
export type Failure = Extract<InvokeResult, { kind: 'error' }>;

export function failure(error: ErrorObject): Failure {
  return { kind: 'error', payload: JSON.stringify(error) };
}

export function timedOut(requestId: string, timeoutMilliseconds: number): Failure {
  return failure({ errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${requestId} Error: ${timeoutText(timeoutMilliseconds)}` });
}

/** `Task timed out after 3.00 seconds` */
export function timeoutText(timeoutMilliseconds: number): string {
  return `Task timed out after ${(timeoutMilliseconds / 1000).toFixed(2)} seconds`;
}

export function outOfMemory(requestId: string): Failure {
  return failure({ errorType: 'Runtime.OutOfMemory', errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed` });
}

export function exited(requestId: string, code: number): Failure {
  const reason = code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`;
  return failure({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${reason}` });
}

export function closing(): Failure {
  return failure({ errorType: 'Unhandled', errorMessage: 'the local gateway is closing' });
}

export function notRunnable(functionName: string, reason: string): Failure {
  return failure({ errorType: 'Runtime.NotServed', errorMessage: `function ${functionName} does not run locally: ${reason}` });
}
