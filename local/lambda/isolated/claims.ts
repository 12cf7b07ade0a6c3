import { recalled, sequenceAfter } from '../worker/protocol';

/** The gateway's side of the claim word: who was given to a worker, and which of them it has begun. */
export class Claims<T> {
  public readonly buffer = new SharedArrayBuffer(4);
  private readonly word = new Int32Array(this.buffer);
  private readonly entries: { readonly sequence: number; readonly item: T; begun: boolean }[] = [];
  private last = 0;
  private open = true;

  public get size(): number {
    return this.entries.length;
  }

  /** The one that runs, or will run first. */
  public get head(): T | undefined {
    return this.entries[0]?.item;
  }

  /** How many have been begun; no more than one of them is not finished. */
  public get begun(): number {
    return this.begunAt(this.open ? Atomics.load(this.word, 0) : recalled);
  }

  /** @returns the number under which the worker claims the item */
  public add(item: T): number {
    if (!this.open) Atomics.store(this.word, 0, this.last);
    this.open = true;
    this.last = sequenceAfter(this.last);
    this.entries.push({ sequence: this.last, item, begun: false });
    return this.last;
  }

  /** Removes the item of a number when it is the head; undefined for one that is here no more. */
  public finish(sequence: number): T | undefined {
    return this.entries[0]?.sequence === sequence ? this.entries.shift()?.item : undefined;
  }

  /** Takes back what the worker has not begun, and never will. */
  public recall(): T[] {
    const begun = this.begunAt(this.open ? Atomics.exchange(this.word, 0, recalled) : recalled);
    this.open = false;
    for (const entry of this.entries.slice(0, begun)) entry.begun = true;
    return this.entries.splice(begun).map(({ item }) => item);
  }

  /** Removes everything, begun or not. */
  public clear(): T[] {
    return this.entries.splice(0).map(({ item }) => item);
  }

  // After a recall the word tells nothing of those that were begun before it, so these are marked.
  private begunAt(claimed: number): number {
    return Math.max(this.entries.findIndex(({ sequence }) => sequence === claimed), this.entries.findLastIndex(({ begun }) => begun)) + 1;
  }
}
