import { getHeapStatistics } from 'node:v8';

const MEGABYTE = 1024 * 1024;
/** What waits to be collected counts as well, so there is room for some of it. */
const SLACK_MEGABYTES = 64;
const GARBAGE_FACTOR = 1.5;
const LOOK_EVERY_MILLISECONDS = 10;

/** Looks now and then whether what earlier invocations left behind, buffers included, fills the memory of the function. */
export class HeapWatch {
  private readonly mostBytes: number;
  private lookedAt = Number.NEGATIVE_INFINITY;

  public constructor(memoryMegabytes: number) {
    this.mostBytes = (memoryMegabytes * GARBAGE_FACTOR + SLACK_MEGABYTES) * MEGABYTE;
  }

  /** @param now milliseconds of `performance.now()` */
  public isFull(now: number): boolean {
    if (now - this.lookedAt < LOOK_EVERY_MILLISECONDS) return false;
    this.lookedAt = now;
    const { used_heap_size: heap, external_memory: buffers } = getHeapStatistics();
    return heap + buffers > this.mostBytes;
  }
}
