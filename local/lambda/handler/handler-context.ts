/** What a handler may know about its invocation. */
export interface InvocationFacts {
  readonly requestId: string;
  readonly invokedArn: string;
  readonly functionName: string;
  readonly memoryMegabytes: number;
  readonly logGroup: string;
  readonly logStream: string;
  /** Milliseconds until the timeout; may be negative. */
  remainingMilliseconds(): number;
}

type Finish = (error: unknown, result: unknown) => void;

/**
 * The `context` argument of a handler.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export class HandlerContext {
  public callbackWaitsForEmptyEventLoop = true;
  public readonly functionVersion = '$LATEST';
  public readonly functionName: string;
  public readonly memoryLimitInMB: string;
  public readonly logGroupName: string;
  public readonly logStreamName: string;
  public readonly clientContext = undefined;
  public readonly identity = undefined;
  public readonly invokedFunctionArn: string;
  public readonly awsRequestId: string;
  // Handlers take these off the context and call them bare, so they are fields and not methods.
  public readonly getRemainingTimeInMillis: () => number;
  public readonly done: (error?: unknown, result?: unknown) => void;
  public readonly succeed: (result?: unknown) => void;
  public readonly fail: (error?: unknown) => void;

  public constructor(facts: InvocationFacts, finish: Finish) {
    this.functionName = facts.functionName;
    this.memoryLimitInMB = String(facts.memoryMegabytes);
    this.logGroupName = facts.logGroup;
    this.logStreamName = facts.logStream;
    this.invokedFunctionArn = facts.invokedArn;
    this.awsRequestId = facts.requestId;
    // V8 makes a closure that is assigned to a member where it is written (`this.done = () => ...`) in the old generation of its heap, where it would keep
    // everything of its invocation alive until the next full collection.
    const getRemainingTimeInMillis = (): number => facts.remainingMilliseconds();
    const done = (error?: unknown, result?: unknown): void => finish(error, result);
    const succeed = (result?: unknown): void => finish(undefined, result);
    const fail = (error?: unknown): void => finish(error ?? 'handled', undefined);
    this.getRemainingTimeInMillis = getRemainingTimeInMillis;
    this.done = done;
    this.succeed = succeed;
    this.fail = fail;
  }
}
