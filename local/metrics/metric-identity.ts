/** A name and a value that tell the series of one metric apart. */
export interface Dimension {
  readonly name: string;
  readonly value: string;
}

/** What CloudWatch knows a series of values by. The order of the dimensions does not matter. */
export interface MetricIdentity {
  /** For example `AWS/ApiGateway`. */
  readonly namespace: string;
  /** For example `5XXError`. */
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}

/** One text for each identity, whatever the order of its dimensions. */
export function identityKey({ namespace, name, dimensions }: MetricIdentity): string {
  const sorted = [...dimensions].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return JSON.stringify([namespace, name, ...sorted.flatMap((dimension) => [dimension.name, dimension.value])]);
}
