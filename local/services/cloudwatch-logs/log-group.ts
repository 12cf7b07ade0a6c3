import { LogLine } from './filter-pattern/compile-filter-pattern';
import { KeptLine, LinePages } from './line-pages';
import { MetricFilter } from './metric-filter';

/** Events that a group keeps at most; the oldest go first. */
const KEPT_EVENTS = 5_000;
/** Characters that a group keeps at most. */
const KEPT_CHARACTERS = 4_000_000;
/** Streams that a group keeps at most: every environment of a function is one. */
const KEPT_STREAMS = 1_000;
const DAY = 86_400_000;

/** One line of a log. */
export interface LogEvent {
  readonly stream: LogStream;
  /** Grows by one for every event of the group. */
  readonly sequence: number;
  /** Milliseconds. */
  readonly time: number;
  readonly message: string;
}

export interface LogStream {
  readonly name: string;
  readonly createdAt: number;
  firstEventAt: number;
  lastEventAt: number;
  /** Characters that were written, those included that are gone. */
  storedCharacters: number;
}

/** The lines of one log group, in memory: the newest of them. */
export class LogGroup {
  public retentionDays: number | undefined;
  public filters: readonly MetricFilter[] = [];
  private readonly streamsByName = new Map<string, LogStream>();
  private kept: KeptEvent[] = [];
  private readonly pages = new LinePages();
  /** Events at the front of `kept` that are gone; they are cut off in one go. */
  private gone = 0;
  private characters = 0;
  private sequence = 0;

  public constructor(
    public readonly name: string,
    public readonly region: string,
    public readonly account: string,
    public readonly createdAt: number,
  ) {}

  public get streams(): Iterable<LogStream> {
    return this.streamsByName.values();
  }

  public get storedCharacters(): number {
    return this.characters;
  }

  /**
   * Adds a line and lets the metric filters of the group count it. This runs for every request.
   *
   * @param hasOnlyTexts the line is a JSON object without numbers
   */
  public append(streamName: string, time: number, message: string, hasOnlyTexts = false): void {
    const stream = this.stream(streamName, time);
    stream.lastEventAt = time;
    stream.storedCharacters += message.length;
    this.kept.push(new KeptEvent(stream, this.sequence++, time, message.length, this.pages.keep(message)));
    this.characters += message.length;
    while (this.kept.length - this.gone > KEPT_EVENTS || this.characters > KEPT_CHARACTERS) this.dropOldest();
    if (this.filters.length === 0) return;
    const line = new LogLine(message.endsWith('\n') ? message.slice(0, -1) : message, hasOnlyTexts);
    for (const filter of this.filters) filter(line, time);
  }

  /** Events in the order of their arrival. */
  public events(now: number): readonly LogEvent[] {
    const { retentionDays } = this;
    if (retentionDays !== undefined) {
      for (let oldest = this.kept[this.gone]; oldest && oldest.time < now - retentionDays * DAY; oldest = this.kept[this.gone]) this.dropOldest();
    }
    return this.gone === 0 ? this.kept : this.kept.slice(this.gone);
  }

  public stream(name: string, time: number): LogStream {
    const known = this.streamsByName.get(name);
    if (known) return known;
    const created = { name, createdAt: time, firstEventAt: time, lastEventAt: time, storedCharacters: 0 };
    this.streamsByName.set(name, created);
    const [oldest] = this.streamsByName.keys();
    if (oldest !== undefined && this.streamsByName.size > KEPT_STREAMS) this.streamsByName.delete(oldest);
    return created;
  }

  public findStream(name: string): LogStream | undefined {
    return this.streamsByName.get(name);
  }

  private dropOldest(): void {
    const oldest = this.kept[this.gone];
    this.characters -= oldest?.length ?? 0;
    oldest?.line.release();
    this.gone++;
    if (this.gone < KEPT_EVENTS / 4 && this.gone < this.kept.length) return;
    this.kept = this.kept.slice(this.gone);
    this.gone = 0;
  }
}

class KeptEvent implements LogEvent {
  public constructor(
    public readonly stream: LogStream,
    public readonly sequence: number,
    public readonly time: number,
    public readonly length: number,
    public readonly line: KeptLine,
  ) {}

  public get message(): string {
    return this.line.text;
  }
}
