import { createHash } from 'node:crypto';

const LOWER_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const UPPER_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const MIXED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Draws that depend on the seed alone, evenly distributed. */
export class Dice {
  private bytes = Buffer.alloc(0);
  private block = 0;
  private position = 0;

  public constructor(private readonly seed: string) {}

  /** A whole number from 0 up to, not including, `limit` (at most 256). */
  public below(limit: number): number {
    // A byte above the last whole multiple of the limit would favour small numbers.
    const usable = 256 - (256 % limit);
    for (;;) {
      const byte = this.bytes[this.position++];
      if (byte === undefined) this.refill();
      else if (byte < usable) return byte % limit;
    }
  }

  public pick(alphabet: string): string {
    return alphabet.charAt(this.below(alphabet.length));
  }

  public text(length: number, alphabet: string): string {
    return Array.from({ length }, () => this.pick(alphabet)).join('');
  }

  private refill(): void {
    this.bytes = createHash('sha256').update(`${this.seed}\n${this.block++}`).digest();
    this.position = 0;
  }
}

/** Like API Gateway's ids: lower-case letters and digits. */
export const lowerId = (seed: string, length: number): string => new Dice(seed).text(length, LOWER_AND_DIGITS);

/** Like the suffix of names that CloudFormation makes up. */
export const upperId = (seed: string, length: number): string => new Dice(seed).text(length, UPPER_AND_DIGITS);

export const mixedId = (seed: string, length: number): string => new Dice(seed).text(length, MIXED);

export const digitsId = (seed: string, length: number): string => new Dice(seed).text(length, '0123456789');

export const hexId = (seed: string, length: number): string => createHash('sha256').update(seed).digest('hex').slice(0, length);

export function uuid(seed: string): string {
  const hex = hexId(seed, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
