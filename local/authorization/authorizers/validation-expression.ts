/** An IdentityValidationExpression, compiled. */
export interface Validation {
  /** Why nothing is accepted: the expression is none. */
  readonly problem?: string;
  /** Whether the whole text matches. */
  accepts(text: string): boolean;
}

/** @returns undefined when there is no expression, which accepts everything. One that can't be compiled accepts nothing. */
export function compileValidation(expression: string | undefined): Validation | undefined {
  if (expression === undefined || expression === '') return undefined;
  try {
    const pattern = new RegExp(`^(?:${expression})$`, 's');
    return { accepts: (text) => pattern.test(text) };
  } catch {
    return { accepts: () => false, problem: `${JSON.stringify(expression)} is no regular expression` };
  }
}
