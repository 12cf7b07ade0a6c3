/** Base of every error that the gateway raises on purpose; its message is written for the person at the keyboard. */
export class LocalGatewayError extends Error {
  public constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A template or a cloud assembly can't be used: unreadable, malformed, or it refers to something that is not there. */
export class AssemblyError extends LocalGatewayError {
  /** File that the error is about. */
  public readonly file: string;

  public constructor(file: string, message: string, options?: ErrorOptions) {
    super(`${file}: ${message}`, options);
    this.file = file;
  }
}

/** Wrong options of a command or of `startLocal`. */
export class UsageError extends LocalGatewayError {}

/** What to show of something that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
