/** What tells one API from all others, whatever its kind. */
export interface ApiIdentity {
  readonly stack: string;
  readonly logicalId: string;
  readonly apiId: string;
  readonly name: string;
  readonly region: string;
  readonly account: string;
}
