import { ServiceError } from './service-error';
import { ServiceInput } from './service-input';

/** A part of a longer list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** What to ask for the next part with; absent: this is the last one. */
  readonly next?: string;
}

/** Cuts a page out of a list. @throws ServiceError for a token that no page gave out */
export function pageOf<T>(all: readonly T[], input: ServiceInput, size: number, tokenName = 'NextToken'): Page<T> {
  const token = input.text(tokenName);
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0) throw new ServiceError('InvalidNextToken', `The token ${JSON.stringify(token)} is not valid.`);
  const end = start + size;
  return { items: all.slice(start, end), ...(end < all.length && { next: String(end) }) };
}
