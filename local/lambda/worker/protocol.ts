import { LogLevel } from '../../reporter';

/** What a worker is started with. Everything is cloned into the thread. */
export interface WorkerSettings {
  readonly codeDirectory: string;
  readonly handler: string;
  readonly functionName: string;
  readonly memoryMegabytes: number;
  readonly timeoutMilliseconds: number;
  readonly logGroup: string;
  readonly logStream: string;
  /** Node 24 and later. */
  readonly modernHandlers: boolean;
  /** Value of `NODE_OPTIONS`, which must not be parsed when the thread starts. */
  readonly nodeOptions?: string;
  /** One `Int32`: see {@link claim}. */
  readonly claims: SharedArrayBuffer;
}

/** Messages are flat arrays: structured cloning of many small objects costs more than the call itself. */
export const fieldsPerRequest = 5;

/** Any number of invocations in their order: sequence number, request id, trace id (empty: none), invoked ARN, payload. */
export type RequestBatch = (number | string)[];

export type WorkerMessage =
  /** Sequence number, JSON text of the value, and real milliseconds that the handler took. */
  | readonly ['success', number, string, number]
  /** Sequence number, JSON text of Lambda's error object, and real milliseconds that the handler took. */
  | readonly ['error', number, string, number]
  /** Level, request id (empty: none), text, and whether it went to a stream and not through the console. */
  | readonly ['log', LogLevel, string, string, boolean]
  | readonly ['ready']
  /** The invocation that was begun last does not run, because earlier ones have left no memory for it. */
  | readonly ['exhausted']
  /** The handler can't be loaded; JSON text of Lambda's error object. The worker ends. */
  | readonly ['init-failed', string];

/** Value of the claim word once the gateway has taken back what was not begun. */
export const recalled = -1;

const lastSequence = 0x3fff_ffff;

export function sequenceAfter(sequence: number): number {
  return sequence === lastSequence ? 0 : sequence + 1;
}

/**
 * Marks an invocation as begun. The claim word holds the number of the invocation that was begun last; a worker moves it on by one, the gateway
 * sets it to {@link recalled}. So both agree, without a message, on what has run: an invocation is never lost and never runs twice.
 *
 * @returns false when the gateway took the invocation back
 */
export function claim(word: Int32Array, sequence: number): boolean {
  const previous = sequence === 0 ? lastSequence : sequence - 1;
  return Atomics.compareExchange(word, 0, previous, sequence) === previous;
}
