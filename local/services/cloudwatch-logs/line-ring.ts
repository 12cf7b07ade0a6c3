/** Bytes of a page; a line that needs more gets a page of its own. */
const PAGE_BYTES = 65_536;

/** How much a ring keeps at most. */
export interface RingLimits {
  readonly lines: number;
  readonly bytes: number;
}

/**
 * The newest lines, outside of the heap: their bytes in pages, their times and places in arrays of numbers. As texts and objects each would live just long
 * enough to be moved into the old generation, which takes longer than to write it.
 *
 * Lines have numbers, which grow by one.
 */
export class LineRing {
  private readonly times: Float64Array;
  private readonly starts: Uint32Array;
  private readonly ends: Uint32Array;
  /** Numbers of the pages that lines are on. */
  private readonly pageNumbers: Uint32Array;
  /** Pages with lines that are kept; the last one is being written. */
  private readonly pages: Buffer[] = [Buffer.allocUnsafeSlow(PAGE_BYTES)];
  private readonly spare: Buffer[] = [];
  /** Number of the first of them. */
  private firstPage = 0;
  /** Bytes of all pages. */
  private held = PAGE_BYTES;
  private position = 0;
  private oldest = 0;
  private next = 0;

  public constructor(private readonly limits: RingLimits) {
    const { lines } = limits;
    this.times = new Float64Array(lines);
    this.starts = new Uint32Array(lines);
    this.ends = new Uint32Array(lines);
    this.pageNumbers = new Uint32Array(lines);
  }

  /** Number of the oldest line that is kept; {@link end} where none is. */
  public get first(): number {
    return this.oldest;
  }

  /** Number of the line that comes next. */
  public get end(): number {
    return this.next;
  }

  /** Bytes of all lines that are kept. */
  public get bytes(): number {
    let bytes = 0;
    for (let number = this.oldest; number < this.next; number++) {
      const slot = number % this.limits.lines;
      bytes += (this.ends[slot] ?? 0) - (this.starts[slot] ?? 0);
    }
    return bytes;
  }

  /** Keeps a line, and forgets as many old ones as it takes. */
  public add(text: string, time: number): void {
    if (this.next - this.oldest === this.limits.lines) this.drop();
    const page = this.pageFor(text);
    const slot = this.next % this.limits.lines;
    this.starts[slot] = this.position;
    this.position += page.write(text, this.position, 'utf8');
    this.ends[slot] = this.position;
    this.times[slot] = time;
    this.pageNumbers[slot] = this.firstPage + this.pages.length - 1;
    this.next++;
  }

  public text(number: number): string {
    const slot = number % this.limits.lines;
    return this.pages[(this.pageNumbers[slot] ?? 0) - this.firstPage]?.toString('utf8', this.starts[slot], this.ends[slot]) ?? '';
  }

  public time(number: number): number {
    return this.times[number % this.limits.lines] ?? 0;
  }

  /** Forgets the oldest line. */
  public drop(): void {
    this.oldest++;
    const wanted = this.oldest < this.next ? this.pageNumbers[this.oldest % this.limits.lines] ?? 0 : this.firstPage + this.pages.length - 1;
    for (; this.firstPage < wanted; this.firstPage++) {
      const page = this.pages.shift();
      this.held -= page?.length ?? 0;
      if (page?.length === PAGE_BYTES) this.spare.push(page);
    }
  }

  private pageFor(text: string): Buffer {
    const current = this.pages.at(-1);
    // A UTF-16 unit takes three bytes at most.
    const most = text.length * 3;
    if (current && this.position + most <= current.length) return current;
    const page = most <= PAGE_BYTES ? this.spare.pop() ?? Buffer.allocUnsafeSlow(PAGE_BYTES) : Buffer.allocUnsafeSlow(Buffer.byteLength(text));
    this.pages.push(page);
    this.held += page.length;
    this.position = 0;
    while (this.held > this.limits.bytes && this.oldest < this.next) this.drop();
    return page;
  }
}
