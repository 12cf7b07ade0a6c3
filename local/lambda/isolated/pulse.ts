const milliseconds = 10;

/**
 * Beats while there is something to watch. It runs on real time and not on the gateway's clock, because what it watches is real too: how long
 * a thread has been busy and how much memory the process has. A clock that stands still must not stop a pool from growing.
 */
export class Pulse {
  private timer: NodeJS.Timeout | undefined;

  /** @param beat says whether to go on */
  public constructor(private readonly beat: () => boolean) {}

  public start(): void {
    this.timer ??= setInterval(() => {
      if (!this.beat()) this.stop();
    }, milliseconds).unref();
  }

  public stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
