/** A log group of the template, or one that the service makes for a function. */
export interface LogGroupModel {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  /** Absent: kept for ever on AWS. */
  readonly retentionDays?: number;
}

/** An `AWS::Logs::MetricFilter`. */
export interface MetricFilterModel {
  readonly stack: string;
  readonly logicalId: string;
  readonly region: string;
  readonly logGroup: string;
  /** Empty: every line fits. */
  readonly pattern: string;
  readonly transformations: readonly MetricTransformation[];
}

export interface MetricTransformation {
  readonly namespace: string;
  readonly name: string;
  /** A number, or where it is in the line: `$.latency`, `$latency`. */
  readonly value: string;
  /** Counted for lines that the pattern does not fit. */
  readonly defaultValue?: number;
  /** Name to where the value is in the line. */
  readonly dimensions: ReadonlyMap<string, string>;
  readonly unit: string;
}
