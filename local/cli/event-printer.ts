import { LocalEvent, Reporter } from '../reporter';
import { Colours } from './colours';
import { allPrintable } from './printable';

/** Takes whole lines. */
export interface LineSink {
  write(text: string): unknown;
}

export interface EventPrinterOptions {
  readonly out: LineSink;
  readonly colours: Colours;
  /** Leaves out the access log and the functions' output. */
  readonly quiet: boolean;
}

/** Members of events that may have several lines. */
const LINES: ReadonlySet<string> = new Set(['message', 'text']);

/** Renders what the engine reports, one line an event. */
export class EventPrinter implements Reporter {
  /** Alarms that have changed. */
  private readonly changed = new Set<string>();

  public constructor(private readonly options: EventPrinterOptions) {}

  public report(event: LocalEvent): void {
    const line = this.line(event);
    if (line !== undefined) this.options.out.write(`${line}\n`);
  }

  private line(given: LocalEvent): string | undefined {
    const { colours, quiet } = this.options;
    if (given.kind === 'alarm' && this.isFirstOk(given)) return undefined;
    if (quiet && (given.kind === 'function-log' || given.kind === 'access-log')) return undefined;
    const event = allPrintable(given, LINES);
    switch (event.kind) {
      case 'not-served': return `${colours.yellow('not served')} ${event.stack}/${event.logicalId} (${event.type}): ${event.detail}`;
      case 'function-log': return this.functionLine(event);
      case 'access-log': return `${colours.dim(`access ${event.stage}`)} ${event.line}`;
      case 'request-failed': {
        const status = event.status >= 500 ? colours.red(String(event.status)) : colours.yellow(String(event.status));
        return `${status} ${event.route} on ${event.stage}: ${event.reason} ${colours.dim(event.requestId)}`;
      }
      case 'stand-in': return `${colours.yellow('local issuer')} stands in for ${event.issuer}, which can't be reached (${causeOf(event.reason)})`;
      case 'alarm': {
        const state = event.to === 'ALARM' ? colours.red(event.to) : event.to === 'OK' ? colours.green(event.to) : colours.yellow(event.to);
        return `${colours.dim('alarm')} ${event.name} ${event.from} -> ${state}: ${event.reason}`;
      }
      case 'reloaded': return `${colours.green('reloaded')} in ${Math.round(event.milliseconds)} ms`;
      case 'problem': return `${colours.red('problem')} ${event.message}`;
    }
  }

  /** Every healthy alarm changes so right after the start. */
  private isFirstOk({ stack, logicalId, from, to }: LocalEvent & { kind: 'alarm' }): boolean {
    const alarm = `${stack}/${logicalId}`;
    const isFirst = !this.changed.has(alarm);
    this.changed.add(alarm);
    return isFirst && from === 'INSUFFICIENT_DATA' && to === 'OK';
  }

  private functionLine({ functionName, requestId, level, text }: LocalEvent & { kind: 'function-log' }): string {
    const { colours } = this.options;
    const tag = level === 'ERROR' ? colours.red(level) : level === 'WARN' ? colours.yellow(level) : level;
    return `${colours.dim(functionName)} ${tag} ${text.trimEnd()} ${colours.dim(requestId)}`;
  }
}

/** Reasons that begin with what the line says already are cut to their cause. */
function causeOf(reason: string): string {
  return /^it can't be reached \((.*)\)$/.exec(reason)?.[1] ?? reason;
}
