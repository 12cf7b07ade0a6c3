/** A Lambda function of the template. */
export interface FunctionModel {
  readonly stack: string;
  readonly logicalId: string;
  /** Physical name. */
  readonly name: string;
  /** Unqualified ARN. */
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  /** For example `nodejs22.x`. */
  readonly runtime: string;
  /** For example `index.handler`. */
  readonly handler: string;
  /** Directory of the code; inline code and that of a zip file are written to a directory of their own. */
  readonly codeDirectory: string;
  /** Zip file with the code; absent: it is no zip file. */
  readonly codeArchive?: string;
  readonly memoryMegabytes: number;
  readonly timeoutMilliseconds: number;
  readonly environment: ReadonlyMap<string, string>;
  /** Where its output goes; absent: `/aws/lambda/<name>`. */
  readonly logGroup?: string;
  /** Reserved concurrency; absent: unreserved. */
  readonly reservedConcurrency?: number;
  /** Qualified ARNs (alias, version) that reach this function. */
  readonly qualifiers: readonly string[];
  /** Why it can't run here, for example a container image; then an invocation fails with this text. */
  readonly notRunnable?: string;
}
