import { LocalGatewayError } from '../errors';
import { AlarmState } from '../reporter';

/** The state of an alarm, by its name or ARN; undefined: there is none. */
export type StateLookup = (alarm: string) => AlarmState | undefined;

/** Whether a rule holds. An alarm that is not there is in no state. */
export type Rule = (stateOf: StateLookup) => boolean;

const TOKEN = /\s*(?:([()])|("[^"]*")|([^\s()"]+))/y;

class Parser {
  /** Names that the rule asks for. */
  public readonly alarms = new Set<string>();
  private readonly tokens: string[] = [];
  private position = 0;

  public constructor(private readonly source: string) {
    const pattern = new RegExp(TOKEN.source, 'y');
    const end = source.trimEnd().length;
    while (pattern.lastIndex < end) {
      const found = pattern.exec(source);
      if (!found) throw this.unreadable();
      this.tokens.push(found[1] ?? found[2] ?? found[3] ?? '');
    }
  }

  public rule(): Rule {
    const result = this.either();
    if (this.position < this.tokens.length) throw this.unreadable();
    return result;
  }

  private either(): Rule {
    let left = this.both();
    while (this.word('OR')) {
      const [first, second] = [left, this.both()];
      left = (stateOf) => first(stateOf) || second(stateOf);
    }
    return left;
  }

  private both(): Rule {
    let left = this.negated();
    while (this.word('AND')) {
      const [first, second] = [left, this.negated()];
      left = (stateOf) => first(stateOf) && second(stateOf);
    }
    return left;
  }

  private negated(): Rule {
    if (!this.word('NOT')) return this.atom();
    const inner = this.negated();
    return (stateOf) => !inner(stateOf);
  }

  private atom(): Rule {
    if (this.sign('(')) {
      const inner = this.either();
      if (!this.sign(')')) throw this.unreadable();
      return inner;
    }
    if (this.word('TRUE')) return () => true;
    if (this.word('FALSE')) return () => false;
    for (const state of ['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const) if (this.word(state)) return this.inState(state);
    throw this.unreadable();
  }

  private inState(state: AlarmState): Rule {
    if (!this.sign('(')) throw this.unreadable();
    const words: string[] = [];
    while (this.position < this.tokens.length && this.tokens[this.position] !== ')') words.push(this.tokens[this.position++] ?? '');
    const name = words.join(' ').replace(/^"(.*)"$/, '$1');
    if (!this.sign(')') || name === '') throw this.unreadable();
    this.alarms.add(name);
    return (stateOf) => stateOf(name) === state;
  }

  private word(expected: string): boolean {
    return this.take(this.tokens[this.position]?.toUpperCase() === expected);
  }

  private sign(expected: string): boolean {
    return this.take(this.tokens[this.position] === expected);
  }

  private take(fits: boolean): boolean {
    if (fits) this.position++;
    return fits;
  }

  private unreadable(): LocalGatewayError {
    const token = this.tokens[this.position];
    return new LocalGatewayError(`the rule ${JSON.stringify(this.source)} can't be read: ${token === undefined ? 'it ends too early' : `unexpected ${JSON.stringify(token)}`}; `
      + 'expected ALARM(name), OK(name), INSUFFICIENT_DATA(name), TRUE, FALSE, AND, OR, NOT and parentheses');
  }
}

/**
 * Reads the rule of a composite alarm.
 *
 * @throws LocalGatewayError when it can't be read
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function parseRule(source: string): { readonly holds: Rule; readonly alarms: ReadonlySet<string> } {
  const parser = new Parser(source);
  return { holds: parser.rule(), alarms: parser.alarms };
}
