const weight = 0.1;
const fastMilliseconds = 1;

/** How long the invocations of a function usually take, in real time. */
export class Load {
  private average: number | undefined;

  /** Milliseconds; 0 while nothing is known. */
  public get mean(): number {
    return this.average ?? 0;
  }

  /** Invocations are so short that waiting for the one in front costs less than another environment. Assumed until proved wrong. */
  public get isFast(): boolean {
    return this.mean < fastMilliseconds;
  }

  public add(milliseconds: number): void {
    this.average = this.average === undefined ? milliseconds * weight : this.average + (milliseconds - this.average) * weight;
  }
}
