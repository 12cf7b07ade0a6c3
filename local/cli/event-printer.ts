import { LocalEvent, Reporter } from '../reporter';
import { Colours } from './colours';

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

/** Renders what the engine reports, one line an event. */
export class EventPrinter implements Reporter {
  public constructor(private readonly options: EventPrinterOptions) {}

  public report(event: LocalEvent): void {
    const line = this.line(event);
    if (line !== undefined) this.options.out.write(`${line}\n`);
  }

  private line(event: LocalEvent): string | undefined {
    const { colours, quiet } = this.options;
    switch (event.kind) {
      case 'not-served': return `${colours.yellow('not served')} ${event.stack}/${event.logicalId} (${event.type}): ${printable(event.detail)}`;
      case 'function-log': return quiet ? undefined : this.functionLine(event);
      case 'access-log': return quiet ? undefined : `${colours.dim(`access ${event.stage}`)} ${printable(event.line)}`;
      case 'request-failed': {
        const status = event.status >= 500 ? colours.red(String(event.status)) : colours.yellow(String(event.status));
        return `${status} ${printable(event.route)} on ${event.stage}: ${printable(event.reason)} ${colours.dim(event.requestId)}`;
      }
      case 'stand-in': return `${colours.yellow('local issuer')} its keys are used for ${event.issuer}: ${printable(event.reason)}`;
      case 'alarm': {
        const state = event.to === 'ALARM' ? colours.red(event.to) : event.to === 'OK' ? colours.green(event.to) : colours.yellow(event.to);
        return `${colours.dim('alarm')} ${printable(event.name)} ${event.from} -> ${state}: ${printable(event.reason)}`;
      }
      case 'reloaded': return `${colours.green('reloaded')} in ${Math.round(event.milliseconds)} ms`;
      case 'problem': return `${colours.red('problem')} ${printable(event.message, true)}`;
    }
  }

  private functionLine({ functionName, requestId, level, text }: LocalEvent & { kind: 'function-log' }): string {
    const { colours } = this.options;
    const tag = level === 'ERROR' ? colours.red(level) : level === 'WARN' ? colours.yellow(level) : level;
    return `${colours.dim(functionName)} ${tag} ${printable(text.trimEnd(), true)} ${colours.dim(requestId)}`;
  }
}

/** Control characters out of a request or a function must not steer the terminal or forge a line of the log. */
function printable(text: string, keepLines = false): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (char) => {
    if (char === '\t') return char;
    if (char === '\n' && keepLines) return '\n  ';
    return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
