import { WireValue } from './wire-value';

/** Nested arrays and maps at most, so that a body can't exhaust the stack. */
const DEEPEST = 64;
const BREAK = Symbol('break');

type Item = WireValue | undefined | typeof BREAK;

/** Reads CBOR. @see https://www.rfc-editor.org/rfc/rfc8949 */
class CborReader {
  private position = 0;
  private depth = 0;

  public constructor(private readonly bytes: Buffer) {}

  public all(): WireValue | undefined {
    const value = this.item();
    if (value === BREAK || this.position !== this.bytes.length) throw new RangeError('not one CBOR item');
    return value;
  }

  private item(): Item {
    const initial = this.bytes.readUInt8(this.position++);
    const major = Math.floor(initial / 32);
    const info = initial % 32;
    if (major === 7) return this.simple(info);
    const indefinite = info === 31;
    const length = indefinite ? Infinity : this.argument(info);
    switch (major) {
      case 0: return length;
      case 1: return -1 - length;
      case 2: return this.chunks(length, 'base64');
      case 3: return this.chunks(length, 'utf8');
      case 4: return this.nested(() => this.array(length));
      case 5: return this.nested(() => this.map(length));
      default: return this.tagged(length);
    }
  }

  private argument(info: number): number {
    if (info < 24) return info;
    const bytes = 2 ** (info - 24);
    if (bytes > 8) throw new RangeError('reserved length');
    const at = this.position;
    this.position += bytes;
    return bytes === 8 ? Number(this.bytes.readBigUInt64BE(at)) : this.bytes.readUIntBE(at, bytes);
  }

  private simple(info: number): Item {
    const at = this.position;
    switch (info) {
      case 20: return false;
      case 21: return true;
      case 22: return null;
      case 23: return undefined;
      case 25: this.position += 2; return half(this.bytes.readUInt16BE(at));
      case 26: this.position += 4; return this.bytes.readFloatBE(at);
      case 27: this.position += 8; return this.bytes.readDoubleBE(at);
      case 31: return BREAK;
      default: throw new RangeError('unknown simple value');
    }
  }

  private chunks(length: number, encoding: 'utf8' | 'base64'): string {
    if (length !== Infinity) {
      if (this.position + length > this.bytes.length) throw new RangeError('text beyond the end');
      this.position += length;
      return this.bytes.toString(encoding, this.position - length, this.position);
    }
    let text = '';
    for (let part = this.item(); part !== BREAK; part = this.item()) text += String(part);
    return text;
  }

  private array(length: number): WireValue[] {
    const items: WireValue[] = [];
    for (let index = 0; index < length; index++) {
      const item = this.item();
      if (item === BREAK) break;
      items.push(item ?? null);
    }
    return items;
  }

  private map(length: number): WireValue {
    const entries: [string, WireValue][] = [];
    for (let index = 0; index < length; index++) {
      const key = this.item();
      if (key === BREAK) break;
      const value = this.item();
      if (value === BREAK) throw new RangeError('a key without a value');
      entries.push([String(key), value ?? null]);
    }
    return Object.fromEntries(entries);
  }

  private tagged(tag: number): Item {
    const value = this.nested(() => this.item());
    return tag === 1 && typeof value === 'number' ? new Date(value * 1000) : value;
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > DEEPEST) throw new RangeError('nested too deeply');
    const value = read();
    this.depth--;
    return value;
  }
}

function half(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = Math.floor(bits / 1024) % 32;
  const fraction = bits % 1024;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** @throws RangeError when the bytes are not one item */
export function readCbor(bytes: Buffer): WireValue | undefined {
  return new CborReader(bytes).all();
}
