/**
 * A short text that a regular expression matches, for sample bodies. Knows what schemas use: literals, classes, groups, alternatives, quantifiers, anchors;
 * the result is checked against the expression, so an unknown construct gives undefined and never a wrong text.
 */
export function patternSample(pattern: string, minLength = 0): string | undefined {
  try {
    const expression = new RegExp(pattern, 'u');
    for (const extra of [0, minLength]) {
      const text = new PatternReader(pattern, extra).alternatives();
      if (text.length >= minLength && expression.test(text)) return text;
    }
  } catch {
    // Not an expression that can be read; the caller has another way.
  }
  return undefined;
}

const CLASSES: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a' };

class PatternReader {
  private at = 0;

  /** @param stretch how often something that may repeat is repeated at least, as far as its own maximum allows. */
  public constructor(private readonly pattern: string, private readonly stretch: number) {}

  /** Text of the first alternative; the others are read and dropped. */
  public alternatives(): string {
    const first = this.sequence();
    while (this.peek() === '|') {
      this.at += 1;
      this.sequence();
    }
    return first;
  }

  private sequence(): string {
    let text = '';
    for (let next = this.peek(); next !== undefined && next !== '|' && next !== ')'; next = this.peek()) {
      const piece = this.atom();
      text += piece.repeat(this.repetitions());
    }
    return text;
  }

  private atom(): string {
    const char = this.take();
    switch (char) {
      case '^': case '$': return '';
      case '.': return 'a';
      case '(': return this.group();
      case '[': return this.characterClass();
      case '\\': return this.escape();
      default: return char;
    }
  }

  private group(): string {
    const prefix = /^\?(?::|<[a-zA-Z]\w*>)/.exec(this.pattern.slice(this.at))?.[0] ?? '';
    this.at += prefix.length;
    const text = this.alternatives();
    this.take();
    return text;
  }

  private characterClass(): string {
    const negated = this.peek() === '^';
    if (negated) this.at += 1;
    const members: string[] = [];
    while (this.peek() !== ']') {
      const char = this.take();
      members.push(char === '\\' ? this.escape() : char);
      if (this.peek() === '-' && this.pattern[this.at + 1] !== ']') {
        this.at += 1;
        this.take();
      }
    }
    this.take();
    if (!negated) return members.find((member) => /[a-zA-Z0-9]/.test(member)) ?? members[0] ?? '';
    return ['a', '1', 'Z', '-', '_'].find((candidate) => !members.includes(candidate)) ?? '';
  }

  private escape(): string {
    const char = this.take();
    if (char === 'b' || char === 'B') return '';
    if (char === 't') return '\t';
    if (char === 'n') return '\n';
    return CLASSES[char] ?? char;
  }

  private repetitions(): number {
    const match = /^(?:([?*+])|\{(\d+)(,(\d*))?\})\??/.exec(this.pattern.slice(this.at));
    if (!match) return 1;
    this.at += match[0].length;
    const [, sign, low, open, high] = match;
    const minimum = low === undefined ? (sign === '+' ? 1 : 0) : Number(low);
    const maximum = sign === '?' ? 1 : low !== undefined && open === undefined ? minimum : high ? Number(high) : Number.POSITIVE_INFINITY;
    return Math.min(Math.max(minimum, this.stretch), maximum, 10_000);
  }

  private peek(): string | undefined {
    return this.pattern[this.at];
  }

  private take(): string {
    const char = this.pattern[this.at];
    if (char === undefined) throw new Error('the expression ends too early');
    this.at += 1;
    return char;
  }
}
