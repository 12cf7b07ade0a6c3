import { LogLine } from './filter-pattern/compile-filter-pattern';
import { LineRing } from './line-ring';
import { MetricFilter } from './metric-filter';

/** What a group keeps at most; the oldest lines go first. */
const KEPT = { lines: 5_000, bytes: 4_194_304 };
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
  /** Streams of lines, by the place of the line. */
  private readonly streamsOfLines: LogStream[] = [];
  private ring: LineRing | undefined;

  public constructor(
    public readonly name: string,
    public readonly region: string,
    public readonly account: string,
    public readonly createdAt: number,
  ) {}

  public get streams(): Iterable<LogStream> {
    return this.streamsByName.values();
  }

  /** Bytes of the lines that are kept. */
  public get storedBytes(): number {
    return this.ring?.bytes ?? 0;
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
    const ring = this.ring ??= new LineRing(KEPT);
    this.streamsOfLines[ring.end % KEPT.lines] = stream;
    ring.add(message, time);
    if (this.filters.length === 0) return;
    const line = new LogLine(message.endsWith('\n') ? message.slice(0, -1) : message, hasOnlyTexts);
    for (const filter of this.filters) filter(line, time);
  }

  /** Events in the order of their arrival. */
  public events(now: number): readonly LogEvent[] {
    const { ring, retentionDays } = this;
    if (!ring) return [];
    while (retentionDays !== undefined && ring.first < ring.end && ring.time(ring.first) < now - retentionDays * DAY) ring.drop();
    return Array.from({ length: ring.end - ring.first }, (_, index) => this.event(ring, ring.first + index)).filter((event) => event !== undefined);
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

  private event(ring: LineRing, sequence: number): LogEvent | undefined {
    const stream = this.streamsOfLines[sequence % KEPT.lines];
    return stream && { stream, sequence, time: ring.time(sequence), message: ring.text(sequence) };
  }
}
