/** What tells one API from all others, whatever its kind. */
export interface ApiIdentity {
  readonly stack: string;
  readonly logicalId: string;
  readonly apiId: string;
  readonly name: string;
  readonly region: string;
  readonly account: string;
}

/** Order of APIs that is the same on every machine. */
export function compareApis(one: Pick<ApiIdentity, 'stack' | 'logicalId'>, other: Pick<ApiIdentity, 'stack' | 'logicalId'>): number {
  return compareText(one.stack, other.stack) || compareText(one.logicalId, other.logicalId);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
