/** A member of a {@link WaitList}; belongs to one list at most. */
export interface Waiting {
  previous?: Waiting;
  next?: Waiting;
}

/**
 * Those who wait, in the order in which they came.
 *
 * Members come and go with every request. A `Set` would make a new table now and then, to which the old one points: the old one, once it is
 * in the old generation of the heap, keeps the new one and all requests that were waiting alive, which made half of the garbage collector's work.
 */
export class WaitList<T extends Waiting> implements Iterable<T> {
  private readonly ends: { first?: T; last?: T } = {};
  private count = 0;

  public get size(): number {
    return this.count;
  }

  public add(member: T): void {
    const { last } = this.ends;
    member.previous = last;
    if (last) last.next = member;
    else this.ends.first = member;
    this.ends.last = member;
    this.count++;
  }

  /** @returns false when it is no member */
  public delete(member: T): boolean {
    if (member.previous === undefined && this.ends.first !== member) return false;
    const previous = member.previous as T | undefined;
    const next = member.next as T | undefined;
    if (previous) previous.next = next;
    else this.ends.first = next;
    if (next) next.previous = previous;
    else this.ends.last = previous;
    member.previous = member.next = undefined;
    this.count--;
    return true;
  }

  public clear(): void {
    for (const member of [...this]) this.delete(member);
  }

  public *[Symbol.iterator](): Iterator<T> {
    for (let member = this.ends.first; member !== undefined; member = member.next as T | undefined) yield member;
  }
}
