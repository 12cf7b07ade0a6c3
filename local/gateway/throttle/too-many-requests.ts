import { Refusal } from '../refusal';

/**
 * The answer to a request above a limit.
 *
 * @param reason which limit, for the developer.
 */
export function tooManyRequests(reason: string): Refusal {
  return { responseType: 'THROTTLED', message: 'Too Many Requests', errorType: 'TooManyRequestsException', reason };
}
