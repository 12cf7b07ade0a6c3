/** Bytes of a page; a line that needs more gets a page of its own. */
const PAGE_BYTES = 65_536;

interface Page {
  readonly bytes: Buffer;
  used: number;
  /** Lines that are still wanted. */
  lines: number;
}

/** Where a line is kept. */
export interface KeptLine {
  readonly text: string;
  /** Gives its place back. `text` must not be asked for any more. */
  release(): void;
}

/**
 * Keeps lines outside of the heap. Thousands of them that come and go with requests would keep the garbage collector busy longer than it takes to write
 * them, since each stays just long enough to be moved into the old generation.
 */
export class LinePages {
  private current: Page = newPage();
  private readonly free: Page[] = [];

  public keep(text: string): KeptLine {
    const page = this.pageFor(text);
    const start = page.used;
    page.used += page.bytes.write(text, start, 'utf8');
    page.lines++;
    return new PagedLine(this, page, start, page.used);
  }

  /** A line of a page is not wanted any more. */
  public released(page: Page): void {
    page.lines--;
    if (page.lines > 0 || page === this.current || page.bytes.length !== PAGE_BYTES) return;
    page.used = 0;
    this.free.push(page);
  }

  private pageFor(text: string): Page {
    // A UTF-16 unit takes three bytes at most.
    const most = text.length * 3;
    if (most > PAGE_BYTES) return newPage(Buffer.byteLength(text));
    if (this.current.used + most > PAGE_BYTES) this.current = this.free.pop() ?? newPage();
    return this.current;
  }
}

class PagedLine implements KeptLine {
  public constructor(private readonly pages: LinePages, private readonly page: Page, private readonly start: number, private readonly end: number) {}

  public get text(): string {
    return this.page.bytes.toString('utf8', this.start, this.end);
  }

  public release(): void {
    this.pages.released(this.page);
  }
}

function newPage(bytes = PAGE_BYTES): Page {
  return { bytes: Buffer.allocUnsafeSlow(bytes), used: 0, lines: 0 };
}
