/** The event of an invocation. Another thread takes it as text, a handler in this process as value; only what is asked for is made. */
export interface FunctionEvent {
  /** JSON text. */
  readonly text: string;
  /** The value that the text stands for; belongs to whoever asks. @throws SyntaxError when the text is no JSON */
  value(): unknown;
  /** Whether the text takes more than so many bytes. */
  exceeds(bytes: number): boolean;
}

/** An event that is there as text. */
export class TextEvent implements FunctionEvent {
  public constructor(public readonly text: string) {}

  public value(): unknown {
    return JSON.parse(this.text);
  }

  /** A UTF-16 unit takes three bytes at most, so that nearly every text is judged without encoding it. */
  public exceeds(bytes: number): boolean {
    return this.text.length * 3 > bytes && Buffer.byteLength(this.text) > bytes;
  }
}
