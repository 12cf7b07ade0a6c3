import { IdSource } from './ids';

const ROOT = /(?:^|;)\s*Root=1-[0-9a-f]{8}-[0-9a-f]{24}/i;

/** Value of `X-Amzn-Trace-Id` for everything behind the gateway: the caller's if it has a root. */
export function traceIdOf(sent: string | undefined, receivedAt: number, ids: IdSource): string {
  return sent !== undefined && ROOT.test(sent) ? sent : ids.traceId(receivedAt);
}
