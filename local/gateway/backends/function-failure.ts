import { isObject, Json, parseJson } from '../../json';

/** One line about a failed invocation, for the developer; the stack is in the function's own log. @param payload Lambda's error object */
export function functionFailure(name: string, payload: string): string {
  const { errorType, errorMessage } = errorOf(payload);
  const message = errorMessage.replace(/^RequestId: \S+ Error: /, '').split('\n', 1)[0] ?? '';
  const hint = errorType === 'Runtime.OutOfMemory' ? '; it used up its memory: raise memorySize' : '';
  return `function ${name} failed: ${errorType === '' ? '' : `${errorType}: `}${message}${hint}`;
}

function errorOf(payload: string): { readonly errorType: string; readonly errorMessage: string } {
  const error = parseJson(payload);
  if (!isObject(error)) return { errorType: '', errorMessage: payload.slice(0, 200) };
  const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
  return { errorType: text(error.errorType), errorMessage: text(error.errorMessage) };
}
