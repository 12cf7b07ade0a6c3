import { AssemblyError } from '../errors';
import { Json } from '../json';

/** A place in a template: file, section or resource, and the path below it. Cheap to make, rendered only for a message. */
export class TemplateLocation {
  public constructor(
    public readonly file: string,
    /** Resource that holds the place; absent outside of `Resources`. */
    public readonly logicalId?: string,
    private readonly key: string | number = '',
    private readonly parent?: TemplateLocation,
  ) {}

  /** The place of a member or an element of the value at this place. */
  public at(key: string | number, logicalId = this.logicalId): TemplateLocation {
    return new TemplateLocation(this.file, logicalId, key, this);
  }

  /** For example `Resources.Orders.Properties.Environment.Variables.TABLE` or `Outputs.Url.Fn::Join[1][0]`. */
  public get path(): string {
    if (!this.parent) return '';
    const before = this.parent.path;
    if (typeof this.key === 'number') return `${before}[${this.key}]`;
    return before === '' ? this.key : `${before}.${this.key}`;
  }
}

/** What is wrong, in parts, so that every message shows the wrong value, what is expected, and the fix. */
export interface Mistake {
  readonly problem: string;
  readonly found?: Json;
  readonly expected?: string;
  readonly fix?: string;
}

const SHOWN = 200;

function show(value: Json): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}... (${text.length} characters)` : text;
}

function describe(at: TemplateLocation, mistake: Mistake): string {
  const where = at.path === '' ? '' : `${at.path}: `;
  const found = mistake.found === undefined ? '' : `; found ${show(mistake.found)}`;
  const expected = mistake.expected === undefined ? '' : `; expected ${mistake.expected}`;
  const fix = mistake.fix === undefined ? '' : `. Fix: ${mistake.fix}`;
  return `${where}${mistake.problem}${found}${expected}${fix}`;
}

/** A mistake at a known place of a template. */
export class TemplateError extends AssemblyError {
  public readonly logicalId?: string;
  /** Path within the template. */
  public readonly path: string;
  public readonly found?: Json;
  public readonly expected?: string;
  public readonly fix?: string;

  public constructor(at: TemplateLocation, mistake: Mistake) {
    super(at.file, describe(at, mistake));
    this.logicalId = at.logicalId;
    this.path = at.path;
    this.found = mistake.found;
    this.expected = mistake.expected;
    this.fix = mistake.fix;
  }
}

/**
 * A value that exists on AWS only, such as an attribute of a type that is not known here. The template is right, so loading goes on:
 * the error is thrown when somebody reads the property that needs the value.
 */
export class UnknownValueError extends TemplateError {}
