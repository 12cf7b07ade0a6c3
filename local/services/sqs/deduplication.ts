/** How long a FIFO queue remembers what was sent. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
const INTERVAL = 5 * 60_000;

/** What a sender was told about a message. */
export interface Sent {
  readonly id: string;
  readonly sequenceNumber?: string;
}

interface Entry {
  readonly sent: Sent;
  readonly until: number;
}

/** Knows what was sent to a FIFO queue in the last five minutes, whether it is still there or not. */
export class Deduplication {
  private readonly entries = new Map<string, Entry>();

  /** What was said when the same was sent before. */
  public find(key: string, now: number): Sent | undefined {
    // Entries are in the order of their ends.
    for (const [old, { until }] of this.entries) {
      if (until > now) break;
      this.entries.delete(old);
    }
    return this.entries.get(key)?.sent;
  }

  public remember(key: string, sent: Sent, now: number): void {
    this.entries.delete(key);
    this.entries.set(key, { sent, until: now + INTERVAL });
  }
}
