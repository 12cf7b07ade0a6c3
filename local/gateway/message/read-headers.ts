import { GatewayHeader } from './request';

/** Headers by lower-case name. @param rawHeaders names and values in turn */
export function readHeaders(rawHeaders: readonly string[]): Map<string, GatewayHeader> {
  const headers = new Map<string, { name: string; values: string[] }>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const lower = name.toLowerCase();
    const known = headers.get(lower);
    if (known) known.values.push(value);
    else headers.set(lower, { name, values: [value] });
  }
  return headers;
}

/** Names and values in turn, as they are sent. */
export function rawHeadersOf(headers: ReadonlyMap<string, GatewayHeader>): string[] {
  return [...headers.values()].flatMap(({ name, values }) => values.flatMap((value) => [name, value]));
}

/** The caller's address. An IPv4 caller on an IPv6 socket is shown as the IPv4 address that it is. */
export function callerAddress(address: string | undefined): string {
  if (address === undefined) return '127.0.0.1';
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
