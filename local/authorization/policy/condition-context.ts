/** Values of condition keys in one request, by lower-case key (`aws:sourceip`). An absent key is not in the map. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

/** Builds a context: keys in any case, absent values left out. */
export function conditionContext(values: Readonly<Record<string, string | readonly string[] | undefined>>): ConditionContext {
  const context = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) context.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  return context;
}
