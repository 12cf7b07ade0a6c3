import { JsonObject } from '../../../json';
import { FunctionEvent } from '../../../lambda/function-event';
import { HttpExchange } from '../exchange';

/** Whatever is not the body: names and values of headers and parameters, maybe twice each and escaped. */
const MOST_BYTES_BESIDE_BODY = 1_000_000;
/** A control character becomes six. */
const MOST_BYTES_OF_ONE = 6;

/** Event of a Lambda integration; only the form that is asked for is made. */
export class HttpEvent implements FunctionEvent {
  private written: string | undefined = undefined;

  /**
   * @param make the event as a value that belongs to the caller
   * @param write the same as text
   */
  public constructor(private readonly exchange: HttpExchange, private readonly make: () => JsonObject, private readonly write: () => string) {}

  public get text(): string {
    return this.written ??= this.write();
  }

  public value(): JsonObject {
    return this.make();
  }

  public exceeds(bytes: number): boolean {
    const most = this.exchange.request.body.length * MOST_BYTES_OF_ONE + MOST_BYTES_BESIDE_BODY;
    return most > bytes && Buffer.byteLength(this.text) > bytes;
  }
}
