/** Runs one reload at a time. Whatever asks while one runs is answered by one more run after it, however many ask. */
export class ReloadQueue {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  public constructor(private readonly action: () => Promise<void>) {}

  /** Settles as the run does that began after this call. */
  public async run(): Promise<void> {
    if (!this.running) return this.begin();
    this.next ??= this.running.catch(() => undefined).then(async () => {
      this.next = undefined;
      return this.begin();
    });
    return this.next;
  }

  /** Waits until nothing runs or waits. */
  public async idle(): Promise<void> {
    while (this.running) await (this.next ?? this.running).catch(() => undefined);
  }

  private async begin(): Promise<void> {
    const run = this.action().finally(() => { if (this.running === run) this.running = undefined; });
    this.running = run;
    return run;
  }
}
