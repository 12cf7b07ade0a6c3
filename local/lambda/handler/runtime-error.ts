/** What Lambda's Node runtime reports about a function that can't be loaded or that broke its contract. */
export type RuntimeErrorType =
  | 'CallbackHandlerDeprecated'
  | 'HandlerNotFound'
  | 'ImportModuleError'
  | 'JSONStringifyError'
  | 'MalformedHandlerName'
  | 'NodeJsExit'
  | 'StreamingNotServed'
  | 'UnhandledPromiseRejection'
  | 'UserCodeSyntaxError';

/**
 * An error whose `errorType` is `Runtime.<type>`.
 *
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 */
export class RuntimeError extends Error {
  /** As Lambda wraps what `require` threw: the text of the cause becomes the message, its frames stay. */
  public static wrapping(type: RuntimeErrorType, cause: unknown): RuntimeError {
    const error = new RuntimeError(type, String(cause));
    if (cause instanceof Error && cause.stack !== undefined) error.stack = `${error.name}: ${cause.stack}`;
    return error;
  }

  public constructor(type: RuntimeErrorType, message: string) {
    super(message);
    this.name = `Runtime.${type}`;
    // The stack was captured with the class's default name, and it only holds frames of the gateway.
    this.stack = `${this.name}: ${message}`;
  }
}
