import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** Names of the service itself: signed requests and replayed ones carry them, and no attacker can point them at this machine. */
const SERVICE_HOST = /^[a-z0-9-]+\.execute-api\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|api\.aws)$/;

const MOST_REMEMBERED = 20;

/**
 * Keeps web pages of other sites away. A page can point a name of its own at 127.0.0.1 ("DNS rebinding") and then read a local server as its own origin;
 * its requests give themselves away by that name in `Host`. Addresses and `localhost` can't be rebound.
 */
export class HostGuard {
  private readonly names: ReadonlySet<string>;
  private domains: ReadonlySet<string> = new Set();
  /** Headers that were found welcome: callers send the same few all the time. */
  private readonly welcome = new Set<string>();

  /** @param boundHost what the listener is bound to; a name given there is welcome. */
  public constructor(boundHost: string) {
    this.names = new Set(['localhost', hostname().toLowerCase(), boundHost.toLowerCase()]);
  }

  /**
   * Lets the custom domains of the template pass, in place of those before. A page can only rebind a name that its author owns, and who owns a domain of the
   * template is who runs the API there; what the template says is trusted here, its functions run. A wildcard would trust whoever has a name below it: it is left out.
   */
  public welcomeDomains(names: readonly string[]): void {
    this.domains = new Set(names.filter((name) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)));
    this.welcome.clear();
  }

  /** Whether a request with this `Host` header may be answered; an absent header is HTTP/1.0 or a tool, never a browser. */
  public allows(header: string | undefined): boolean {
    if (header === undefined || this.welcome.has(header)) return true;
    if (!this.isWelcome(header)) return false;
    if (this.welcome.size < MOST_REMEMBERED) this.welcome.add(header);
    return true;
  }

  private isWelcome(header: string): boolean {
    const name = hostName(header);
    if (name === undefined) return false;
    return isIP(name) !== 0 || this.names.has(name) || name.endsWith('.localhost') || SERVICE_HOST.test(name) || this.domains.has(name);
  }
}

/** Host part of a `Host` header, lower case, without port, brackets and a trailing dot; undefined when it is none. */
function hostName(header: string): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:/?#@\s[\]]+))(?::\d{1,5})?$/i.exec(header);
  const name = match?.[1] ?? match?.[2];
  return name?.toLowerCase().replace(/\.$/, '');
}

/** Whether only this machine can reach an address to listen on. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
