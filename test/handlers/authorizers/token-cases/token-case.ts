import { TokenLab, TokenRecipe } from '../token-lab';

export interface TokenCase {
  readonly name: string;
  readonly expected: 'allow' | 'deny';
  readonly make: (lab: TokenLab) => string;
}

type Make = TokenRecipe | ((lab: TokenLab) => TokenRecipe | string);

/** Turns a table of recipes, or functions of the lab, into cases. */
export function cases(expected: TokenCase['expected'], table: Readonly<Record<string, Make>>): TokenCase[] {
  return Object.entries(table).map(([name, make]) => ({
    name,
    expected,
    make: (lab) => {
      const made = typeof make === 'function' ? make(lab) : make;
      return typeof made === 'string' ? made : lab.token(made);
    },
  }));
}

/** One case for each value. */
export function each(label: string, values: readonly unknown[], make: (value: unknown) => Make): Record<string, Make> {
  return Object.fromEntries(values.map((value) => [`${label} ${JSON.stringify(value)?.slice(0, 60) ?? 'missing'}`, make(value)]));
}
