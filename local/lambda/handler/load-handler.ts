import * as path from 'node:path';
import { loadHandlerModule, ModuleLoading } from './handler-module';
import { RuntimeError } from './runtime-error';

/** A user's handler; its shape is checked at run time only. */
export type Handler = (event: unknown, context: object, callback?: (error?: unknown, result?: unknown) => void) => unknown;

/** Where a handler is and what it may look like. */
export interface HandlerLocation {
  readonly codeDirectory: string;
  /** For example `index.handler`. */
  readonly handler: string;
  /** Node 24 and later, which pass no callback. */
  readonly modernHandlers: boolean;
}

const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');

/**
 * Finds the function that `handler` (`index.handler`, `src/app.api.get`) names inside a code directory.
 *
 * @throws RuntimeError with Lambda's error type when the name is malformed, or module or function are missing
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export async function loadHandler({ codeDirectory, handler, modernHandlers }: HandlerLocation, loading?: ModuleLoading): Promise<Handler> {
  if (handler.includes('..')) {
    throw new RuntimeError('MalformedHandlerName', `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`);
  }
  const folder = path.dirname(handler);
  const match = /^([^.]*)\.(.*)$/.exec(path.basename(handler));
  if (match === null) throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  const [, moduleName = '', property = ''] = match;

  provideStreamify();
  const module = await loadHandlerModule(codeDirectory, path.join(folder, moduleName), loading);
  const found = propertyOf(module, property) ?? propertyOf(propertyOf(module, 'default'), property);
  if (found === undefined || found === null) throw new RuntimeError('HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw new RuntimeError('HandlerNotFound', `${handler} is not a function`);
  if (propertyOf(found, streaming) !== undefined) {
    throw new RuntimeError('StreamingNotServed', `${handler} streams its response, which the local gateway does not serve yet: return the whole response instead of using awslambda.streamifyResponse`);
  }
  if (modernHandlers && found.length > 2) {
    throw new RuntimeError('CallbackHandlerDeprecated', `${handler} takes a callback, which Lambda no longer passes from Node 24 on: make the handler async and return its value`);
  }
  return found as Handler;
}

/** Whether a Lambda runtime such as `nodejs22.x` follows the rules of Node 24 and later. */
export function hasModernHandlers(runtime: string): boolean {
  return Number(/^nodejs(\d+)/.exec(runtime)?.[1] ?? 0) >= 24;
}

function propertyOf(value: unknown, key: string | symbol): unknown {
  if (typeof key === 'symbol') return isHolder(value) ? Reflect.get(value, key) : undefined;
  return key.split('.').reduce<unknown>((nested, part) => isHolder(nested) ? Reflect.get(nested, part) : undefined, value);
}

function isHolder(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

// Code that streams calls this global while it is loaded; it must come as far as being recognised.
function provideStreamify(): void {
  if ('awslambda' in globalThis) return;
  const streamifyResponse = (handler: object) => Object.assign(handler, { [streaming]: 'response' });
  Object.defineProperty(globalThis, 'awslambda', { value: { streamifyResponse, HttpResponseStream: {} }, configurable: true, writable: true });
}
