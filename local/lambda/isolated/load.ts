const weight = 0.1;
const fastMilliseconds = 1;

/** How long the invocations of a function usually take, in real time. */
export class Load {
  private average = 0;

  /** Milliseconds; 0 while nothing is known. */
  public get mean(): number {
    return this.average;
  }

  /** Invocations are so short that waiting for the one in front costs less than another environment. Assumed until proved wrong. */
  public get isFast(): boolean {
    return this.average < fastMilliseconds;
  }

  /** A single long one counts little: a thread that got no core for a while looks just like it. */
  public add(milliseconds: number): void {
    const plausible = Math.min(milliseconds, 3 * this.average + fastMilliseconds);
    this.average += (plausible - this.average) * weight;
  }
}
