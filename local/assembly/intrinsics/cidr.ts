import { TemplateError, TemplateLocation } from '../template-error';

interface Block {
  readonly address: bigint;
  readonly prefix: number;
  /** Bits of an address: 32 or 128. */
  readonly width: number;
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.').map(Number);
  return parts.length === 4 && parts.every(part => Number.isInteger(part) && part >= 0 && part <= 255)
    ? parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n)
    : undefined;
}

function parseV6(text: string): bigint | undefined {
  const [head = '', tail, more] = text.split('::');
  if (more !== undefined) return undefined;
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array.from({ length: Math.max(missing, 0) }, () => '0'), ...groups(tail ?? '')];
  return all.length === 8 && all.every(group => /^[0-9a-f]{1,4}$/i.test(group))
    ? all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n)
    : undefined;
}

function parseBlock(text: string): Block | undefined {
  const [, address = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const width = address.includes(':') ? 128 : 32;
  const value = width === 128 ? parseV6(address) : parseV4(address);
  const prefix = Number(length);
  return value === undefined || length === '' || prefix > width ? undefined : { address: value, prefix, width };
}

function render(address: bigint, width: number): string {
  if (width === 32) return [3n, 2n, 1n, 0n].map(i => String((address / 256n ** i) % 256n)).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => ((address / 65536n ** BigInt(7 - i)) % 65536n).toString(16));
  return groups.join(':').replace(/(^|:)0(:0)+($|:)/, '::');
}

/** The first `count` subnets of `block` with `bits` host bits each. */
export function subnets(block: string, count: number, bits: number, at: TemplateLocation): string[] {
  const parsed = parseBlock(block);
  if (!parsed) throw new TemplateError(at.at(0), { problem: 'not an address block', found: block, expected: 'a CIDR block such as "10.0.0.0/16"' });
  const { address, prefix, width } = parsed;
  if (count < 1 || count > 256 || bits < 1 || width - bits < prefix || 2n ** BigInt(width - bits - prefix) < BigInt(count)) {
    throw new TemplateError(at, { problem: `the block does not hold ${count} subnets with ${bits} host bits`, found: [block, count, bits], expected: '1 to 256 subnets that fit' });
  }
  const size = 2n ** BigInt(bits);
  const base = address - (address % 2n ** BigInt(width - prefix));
  return Array.from({ length: count }, (_, i) => `${render(base + BigInt(i) * size, width)}/${width - bits}`);
}
