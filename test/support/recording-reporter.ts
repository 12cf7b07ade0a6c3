import { LocalEvent, Reporter } from '../../local/reporter';

/** Keeps every event. */
export class RecordingReporter implements Reporter {
  public readonly events: LocalEvent[] = [];
  private readonly waiting: { readonly wanted: (event: LocalEvent) => boolean; readonly found: (event: LocalEvent) => void }[] = [];

  public report(event: LocalEvent): void {
    this.events.push(event);
    for (const { wanted, found } of this.waiting) if (wanted(event)) found(event);
  }

  public of<K extends LocalEvent['kind']>(kind: K): (LocalEvent & { kind: K })[] {
    return this.events.filter((event): event is LocalEvent & { kind: K } => event.kind === kind);
  }

  /** The next event that fits, from now on. */
  public async next(wanted: (event: LocalEvent) => boolean): Promise<LocalEvent> {
    return new Promise((found) => { this.waiting.push({ wanted, found }); });
  }
}
