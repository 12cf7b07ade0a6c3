import { Clock } from '../../clock';

interface Entry<T> {
  readonly value: T;
  readonly expires: number;
}

/** Remembers values for a time on a clock, the least recently used are forgotten first. */
export class ResultCache<T> {
  private readonly entries = new Map<string, Entry<T>>();

  public constructor(private readonly clock: Clock, private readonly milliseconds: number, private readonly limit = 1000) {}

  public get(key: string): T | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    if (entry.expires <= this.clock.now()) return undefined;
    this.entries.set(key, entry);
    return entry.value;
  }

  public set(key: string, value: T): void {
    this.entries.delete(key);
    this.entries.set(key, { value, expires: this.clock.now() + this.milliseconds });
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.limit) break;
      this.entries.delete(oldest);
    }
  }
}
