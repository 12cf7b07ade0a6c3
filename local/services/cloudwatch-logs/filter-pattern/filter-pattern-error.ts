import { LocalGatewayError } from '../../../errors';

/** A filter pattern that can't be read. */
export class FilterPatternError extends LocalGatewayError {
  public constructor(pattern: string, problem: string) {
    super(`the filter pattern ${JSON.stringify(pattern)} can't be read: ${problem}`);
  }
}
