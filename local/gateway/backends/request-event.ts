import { JsonObject } from '../../json';
import { FunctionEvent } from '../../lambda/function-event';

/** Whatever is not the body: names and values of headers and parameters, maybe twice each and escaped. */
const MOST_BYTES_BESIDE_BODY = 1_000_000;
/** A control character becomes six. */
const MOST_BYTES_OF_ONE = 6;

/** The event that a request becomes; only the form that is asked for is made. */
export abstract class RequestEvent implements FunctionEvent {
  private written: string | undefined = undefined;

  public constructor(private readonly body: Buffer) {}

  public get text(): string {
    return this.written ??= this.write();
  }

  public exceeds(bytes: number): boolean {
    const most = this.body.length * MOST_BYTES_OF_ONE + MOST_BYTES_BESIDE_BODY;
    return most > bytes && Buffer.byteLength(this.text) > bytes;
  }

  public abstract value(): JsonObject;

  /** The same as text. */
  protected abstract write(): string;
}
