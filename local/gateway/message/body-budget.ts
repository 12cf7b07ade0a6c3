/** What one request holds of a budget. */
export interface BodyShare {
  /** False: there is no room for that much more, and nothing was taken. */
  take(bytes: number): boolean;
  /** Gives everything back; further calls change nothing. */
  release(): void;
}

/** How many bytes the bodies of all running requests may have together: many callers that send large ones slowly must not take all memory. */
export class BodyBudget {
  private held = 0;

  public constructor(private readonly limit: number) {}

  public share(): BodyShare {
    let own = 0;
    return {
      take: (bytes) => {
        if (this.held + bytes > this.limit) return false;
        this.held += bytes;
        own += bytes;
        return true;
      },
      release: () => {
        this.held -= own;
        own = 0;
      },
    };
  }
}

/** Of all gateways of this process. */
export const BODIES = new BodyBudget(268_435_456);
