import { AsyncLocalStorage } from 'node:async_hooks';
import { format } from 'node:util';
import { nativeImport } from '../handler/native-import';
import { LogLevel } from '../worker/protocol';

/** What a piece of a function's code sees instead of the process's own environment and console. */
export interface InProcessScope {
  readonly env: Record<string, string | undefined>;
  log(level: LogLevel, text: string): void;
}

const levels = { log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR', debug: 'DEBUG', trace: 'TRACE' } as const;
const scopes = new AsyncLocalStorage<InProcessScope>();
let users = 0;
let restore: (() => void) | undefined;

/** Runs `action`, and everything that it starts, inside a scope. Only between {@link enterProcess} and {@link leaveProcess}. */
export function inScope<T>(scope: InProcessScope, action: () => T): T {
  return scopes.run(scope, action);
}

/** Makes `process.env` and the console follow the scope; code outside any scope sees the originals. Counted: several gateways share one process. */
export async function enterProcess(): Promise<void> {
  users++;
  // A test runner gives its code copies of these two; what functions see are the real ones.
  const real = await nativeImport('node:process') as { readonly default: NodeJS.Process };
  const { default: realConsole } = await nativeImport('node:console') as { readonly default: Console };
  if (restore !== undefined || users === 0) return;
  const undo = [scopeEnvironment(real.default), ...Object.entries(levels).map(([method, level]) => scopeConsole(realConsole, method, level))];
  restore = () => undo.forEach((step) => step());
}

export function leaveProcess(): void {
  if (--users > 0) return;
  restore?.();
  restore = undefined;
}

function scopeEnvironment(realProcess: NodeJS.Process): () => void {
  const original = realProcess.env;
  const current = (): Record<string, string | undefined> => scopes.getStore()?.env ?? original;
  realProcess.env = new Proxy(original, {
    get: (_target, key) => Reflect.get(current(), key),
    set: (_target, key, value) => Reflect.set(current(), key, String(value)),
    has: (_target, key) => Reflect.has(current(), key),
    deleteProperty: (_target, key) => Reflect.deleteProperty(current(), key),
    ownKeys: () => Reflect.ownKeys(current()),
    getOwnPropertyDescriptor: (_target, key) => Reflect.getOwnPropertyDescriptor(current(), key),
    defineProperty: (_target, key, descriptor) => Reflect.defineProperty(current(), key, descriptor),
  });
  return () => { realProcess.env = original; };
}

function scopeConsole(realConsole: Console, method: string, level: LogLevel): () => void {
  const original: unknown = Reflect.get(realConsole, method);
  Reflect.set(realConsole, method, (...values: unknown[]) => {
    const scope = scopes.getStore();
    if (scope !== undefined) scope.log(level, format(...values));
    else if (typeof original === 'function') Reflect.apply(original, realConsole, values);
  });
  return () => { Reflect.set(realConsole, method, original); };
}
