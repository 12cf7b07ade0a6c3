import { LocalGatewayError } from '../../errors';

/** A policy document does not follow the policy grammar. Whoever meets it denies: half of a policy is never evaluated. */
export class PolicyError extends LocalGatewayError {
  public constructor(where: string, actual: unknown, expected: string) {
    super(`${where} is ${clip(JSON.stringify(actual) ?? 'missing')}, expected ${expected}`);
  }
}

function clip(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
