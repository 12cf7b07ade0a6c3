import { AsyncLocalStorage } from 'node:async_hooks';
import { format } from 'node:util';
import { environmentOfLateCode } from './late-code';
import { LogLevel } from '../../reporter';
import { CONSOLE_LEVELS } from '../console-levels';
import { nativeImport } from '../handler/native-import';

/** What a piece of a function's code sees instead of the process's own environment and console. */
export interface InProcessScope {
  readonly env: Record<string, string | undefined>;
  /** Kept here by {@link inScope}. */
  isFollowed: boolean;
  log(level: LogLevel, text: string): void;
  /** The code ends the whole process, which nothing can stop any more. */
  endProcess(exitCode: number): void;
}

/** Follows the code of invocations from one turn of the event loop to the next. While it does, every promise of the process costs several times as much. */
const scopes = new AsyncLocalStorage<InProcessScope>();
/** The one invocation that is not followed: it is expected to end within its turn, in which no other code runs. */
let lone: InProcessScope | undefined;
/** Invocations that are followed. */
let followed = 0;
/** Some invocation outlived its turn, so that code of ended ones may still be about: following never stops any more. */
let isLasting = false;
let users = 0;
let restore: (() => void) | undefined;

/**
 * Runs `action`, and everything that it starts, inside a scope. Only between {@link enterProcess} and {@link leaveProcess}; {@link leaveScope} ends it.
 *
 * @param isPrompt everything will probably be over within this turn of the event loop; if it is not, code of others may take the scope for theirs until it is over
 */
export function inScope(scope: InProcessScope, isPrompt: boolean, action: () => void): void {
  if (isPrompt && lone === undefined) {
    scope.isFollowed = false;
    lone = scope;
    action();
    return;
  }
  scope.isFollowed = true;
  followed++;
  scopes.run(scope, action);
}

/** Runs `action`, which belongs to nobody, after the end of a scope. */
export function leaveScope(scope: InProcessScope, action: () => void): void {
  if (scope === lone) lone = undefined;
  else if (scope.isFollowed && --followed === 0 && !isLasting) scopes.disable();
  outsideScopes(action);
}

/** Some scope outlived its turn. */
export function scopesLast(): void {
  isLasting = true;
}

/** Runs `action` as code of the gateway, whatever runs it. */
export function outsideScopes(action: () => void): void {
  const inside = lone;
  lone = undefined;
  try {
    scopes.exit(action);
  } finally {
    lone ??= inside;
  }
}

function current(): InProcessScope | undefined {
  return scopes.getStore() ?? lone;
}

/** Makes `process.env` and the console follow the scope; code outside any scope sees the originals. Counted: several gateways share one process. */
export async function enterProcess(): Promise<void> {
  users++;
  // A test runner gives its code copies of these two; what functions see are the real ones.
  const { default: realProcess } = await nativeImport('node:process') as { readonly default: NodeJS.Process };
  const { default: realConsole } = await nativeImport('node:console') as { readonly default: Console };
  if (restore !== undefined || users === 0) return;
  const consoles = CONSOLE_LEVELS.map(([method, level]) => scopeConsole(realConsole, method, level));
  const undo = [scopeEnvironment(realProcess), scopeExit(realProcess), ...consoles];
  restore = () => undo.forEach((step) => step());
}

export function leaveProcess(): void {
  if (--users > 0) return;
  restore?.();
  restore = undefined;
  // Whoever lives on in this process, a test runner for one, gets its promises back as cheap as they were.
  scopes.disable();
  isLasting = false;
}

function scopeEnvironment(realProcess: NodeJS.Process): () => void {
  const original = realProcess.env;
  const environment = (): Record<string, string | undefined> => current()?.env ?? environmentOfLateCode() ?? original;
  realProcess.env = new Proxy(original, {
    get: (_target, key) => Reflect.get(environment(), key),
    set: (_target, key, value) => Reflect.set(environment(), key, String(value)),
    has: (_target, key) => Reflect.has(environment(), key),
    deleteProperty: (_target, key) => Reflect.deleteProperty(environment(), key),
    ownKeys: () => Reflect.ownKeys(environment()),
    getOwnPropertyDescriptor: (_target, key) => Reflect.getOwnPropertyDescriptor(environment(), key),
    defineProperty: (_target, key, descriptor) => Reflect.defineProperty(environment(), key, descriptor),
  });
  return () => { realProcess.env = original; };
}

function scopeExit(realProcess: NodeJS.Process): () => void {
  const ending = (exitCode: number): void => {
    // One that is not followed may only be waiting while somebody else ends the process.
    const scope = scopes.getStore() ?? (environmentOfLateCode() === undefined ? undefined : lone);
    scope?.endProcess(exitCode);
  };
  realProcess.on('exit', ending);
  return () => { realProcess.off('exit', ending); };
}

function scopeConsole(realConsole: Console, method: string, level: LogLevel): () => void {
  const original: unknown = Reflect.get(realConsole, method);
  Reflect.set(realConsole, method, (...values: unknown[]) => {
    const scope = current();
    if (scope !== undefined) scope.log(level, format(...values));
    else if (typeof original === 'function') Reflect.apply(original, realConsole, values);
  });
  return () => { Reflect.set(realConsole, method, original); };
}
