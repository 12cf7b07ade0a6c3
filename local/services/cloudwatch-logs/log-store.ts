import { LogGroup } from './log-group';

/** The log groups of one region, by name. */
export class LogStore {
  private readonly byName = new Map<string, LogGroup>();

  public constructor(public readonly region: string) {}

  /** The group of a name, made when there is none: the service makes those of functions with their first line. */
  public group(name: string, account: string, now: number): LogGroup {
    const known = this.byName.get(name);
    if (known) return known;
    const created = new LogGroup(name, this.region, account, now);
    this.byName.set(name, created);
    return created;
  }

  public find(name: string): LogGroup | undefined {
    return this.byName.get(name);
  }

  /** Groups by name. */
  public all(): LogGroup[] {
    return [...this.byName.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }
}
