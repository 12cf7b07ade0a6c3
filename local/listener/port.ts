import { Server } from 'node:net';
import { LocalGatewayError, UsageError } from '../errors';

/** A port to listen on, and for what. */
export interface PortRequest {
  readonly name: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** Listens on one port; throws a `LocalGatewayError` that names the port and the way out. */
export async function bind(server: Server, { name, host, port }: PortRequest): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(explain(error, name, host, port));
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

function explain(error: NodeJS.ErrnoException, name: string, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new LocalGatewayError(`port ${port} for ${name} is taken on ${host}; stop what listens there, choose another base port with --port, or --port 0 for free ones`);
    case 'EACCES':
      return new LocalGatewayError(`port ${port} for ${name} may not be opened by this user; choose a base port above 1023 with --port`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new UsageError(`${JSON.stringify(host)} is not an address of this machine; --host takes one, for example 127.0.0.1 or 0.0.0.0`);
    default:
      return new LocalGatewayError(`can't listen on ${host}:${port} for ${name}: ${error.message}`);
  }
}

/** Where the next listener goes: the first port after the base that none of ours has; 0 (any free one) when the base is 0. */
export function nextPort(base: number, used: ReadonlySet<number>): number {
  if (base === 0) return 0;
  let port = base + 1;
  while (used.has(port)) port += 1;
  if (port > 65_535) throw new UsageError(`no port is left above base port ${base}; choose a lower one with --port`);
  return port;
}
