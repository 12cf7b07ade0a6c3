import { format } from 'node:util';
import { LogLevel } from '../../reporter';
import { CONSOLE_LEVELS } from '../console-levels';

/** Receives complete lines, in the order in which they were written. `isRaw`: to a stream and not by the console. */
export type LogSink = (level: LogLevel, text: string, isRaw: boolean) => void;

class LineBuffer {
  private rest = '';

  public constructor(private readonly level: LogLevel) {}

  public add(text: string, sink: LogSink): void {
    const end = text.lastIndexOf('\n');
    if (end < 0) {
      this.rest += text;
      return;
    }
    const complete = this.rest + text.slice(0, end);
    this.rest = text.slice(end + 1);
    for (const line of complete.split('\n')) sink(this.level, line, true);
  }

  public flush(sink: LogSink): void {
    if (this.rest === '') return;
    sink(this.level, this.rest, true);
    this.rest = '';
  }
}

/** Sends everything that this thread writes to its console and its standard streams to a sink. */
export class ConsoleCapture {
  private readonly streams = [new LineBuffer('INFO'), new LineBuffer('ERROR')] as const;

  public constructor(private readonly sink: LogSink) {}

  public install(): void {
    for (const [method, level] of CONSOLE_LEVELS) {
      Reflect.set(console, method, (...values: unknown[]) => this.sink(level, format(...values), false));
    }
    const [out, error] = this.streams;
    this.take(process.stdout, out);
    this.take(process.stderr, error);
  }

  /** Passes on what was written without an end of line. */
  public flush(): void {
    for (const buffer of this.streams) buffer.flush(this.sink);
  }

  private take(stream: NodeJS.WriteStream, buffer: LineBuffer): void {
    const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
      buffer.add(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'), this.sink);
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') process.nextTick(callback as () => void);
      return true;
    };
    Reflect.set(stream, 'write', write);
  }
}
