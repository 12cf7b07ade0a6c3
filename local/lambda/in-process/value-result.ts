import { JsonObject } from '../../json';
import { InvokeResult } from '../function-runtime';

/** The value of a handler in this process; its text is made when somebody asks. */
export class ValueResult implements Extract<InvokeResult, { kind: 'success' }> {
  public readonly kind = 'success';

  public constructor(public readonly value: JsonObject) {}

  public get payload(): string {
    return JSON.stringify(this.value);
  }
}
