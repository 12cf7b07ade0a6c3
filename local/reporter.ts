/** How loud a line of a function is. */
export type LogLevel = 'INFO' | 'WARN' | 'ERROR' | 'DEBUG' | 'TRACE';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What the engine tells its host. The engine itself never prints: the command line, a test or a page renders these. */
export type LocalEvent =
  /** A part of a template that is understood but not served; named once, at start or reload. */
  | { readonly kind: 'not-served'; readonly stack: string; readonly logicalId: string; readonly type: string; readonly detail: string }
  /** A line that a function wrote to its console, or (`isRaw`) to its standard output; `logStream` is the one of its environment. */
  | { readonly kind: 'function-log'; readonly functionName: string; readonly requestId: string; readonly level: LogLevel; readonly text: string; readonly logStream?: string; readonly isRaw?: boolean }
  /** A line of a stage's access log, in the format of the template. */
  | { readonly kind: 'access-log'; readonly apiId: string; readonly stage: string; readonly logGroup: string; readonly line: string }
  /** A request was refused or failed; `reason` is for the developer and never reaches the caller. Never holds a token or a key. */
  | { readonly kind: 'request-failed'; readonly apiId: string; readonly stage: string; readonly requestId: string; readonly route: string; readonly status: number; readonly reason: string }
  /** Tokens of an issuer are verified with the keys of the local issuer; named once. */
  | { readonly kind: 'stand-in'; readonly issuer: string; readonly reason: string }
  /** An alarm of a template changed its state; `reason` in the words of CloudWatch. */
  | { readonly kind: 'alarm'; readonly stack: string; readonly logicalId: string; readonly name: string; readonly region: string; readonly from: AlarmState; readonly to: AlarmState; readonly reason: string }
  /** A new model is served. */
  | { readonly kind: 'reloaded'; readonly milliseconds: number }
  /** Something outside a request went wrong; the last good model stays in service. */
  | { readonly kind: 'problem'; readonly message: string };

/** Where events go. Must not throw and must not block. */
export interface Reporter {
  report(event: LocalEvent): void;
}
