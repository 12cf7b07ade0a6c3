import { UsageError } from '../errors';
import { LocalClock } from '../local-clock';
import { RuntimeOptions } from './options';

/** Refuses what can't be meant, whoever gives it: the command line or a program, which may be plain JavaScript. @throws UsageError */
export function checkOptions({ port, host, backends, parameters, clock, accountThrottle, source }: RuntimeOptions): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`port ${shown(port)} is not a port; give 1 to 65535, or 0 for free ones`);
  if (typeof host !== 'string' || host === '') throw new UsageError(`host ${shown(host)} is no address to listen on; give for example 127.0.0.1`);
  for (const [from, to] of backends) {
    if (!isPrivateTarget(from)) checkOrigin(from);
    checkOrigin(to);
  }
  for (const [name, value] of parameters) {
    if (typeof value !== 'string') throw new UsageError(`the parameter ${name} is ${shown(value)}; give a text, lists with commas`);
  }
  if (clock !== undefined && !(clock instanceof LocalClock)) throw new UsageError('clock is no LocalClock; give for example LocalClock.frozenAt(new Date())');
  if (accountThrottle) checkThrottle(accountThrottle);
  if (source.app?.trim() === '') throw new UsageError('the app is empty; give a cdk.out folder or the command of a CDK app');
}

/** What a VPC link leads to: a listener of a load balancer, or a service of Cloud Map. */
function isPrivateTarget(from: unknown): boolean {
  return typeof from === 'string' && /^arn:aws[a-z-]*:(elasticloadbalancing:[^:]*:[^:]*:listener|servicediscovery:[^:]*:[^:]*:service)\/\S+$/.test(from);
}

function checkOrigin(origin: unknown): void {
  if (typeof origin === 'string' && /^https?:\/\/[^/?#\s]+$/.test(origin)) return;
  throw new UsageError(`backend ${shown(origin)} is not an origin; write scheme, host and port only, for example http://127.0.0.1:8080`);
}

function checkThrottle(throttle: NonNullable<RuntimeOptions['accountThrottle']>): void {
  for (const name of ['rateLimit', 'burstLimit'] as const) {
    const value = throttle[name];
    if (!Number.isFinite(value) || value < 0) throw new UsageError(`${name} of the account's throttle is ${shown(value)}; give a number of requests, for example 10000`);
  }
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value) ?? String(value);
}
