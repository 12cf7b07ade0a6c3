/** First line of a log; a file that starts otherwise is not ours, or of another version. */
export const HEADER = 'apigateway-local quota counters 1\n';

/** `requests` were charged to a window of the counter `name`. */
export interface QuotaEntry {
  readonly name: string;
  readonly windowStart: number;
  readonly requests: number;
}

/** What a log says, as far as it can be read. */
export interface QuotaLog {
  readonly entries: readonly QuotaEntry[];
  /** Length in bytes up to the last complete line: what follows was torn off while it was written. */
  readonly completeBytes: number;
  /** Complete lines that make no sense, or all of a file that is not ours: something else wrote here. */
  readonly corrupt: boolean;
}

/** The name of a counter in a log: both ids, without a space or a line break. */
export function counterName(planId: string, keyId: string): string {
  return `${encodeURIComponent(planId)}/${encodeURIComponent(keyId)}`;
}

/** One line of the log. */
export function quotaLine({ name, windowStart, requests }: QuotaEntry): string {
  return `${name} ${windowStart} ${requests}\n`;
}

/** Reads a log that may have been torn at any byte. */
export function readQuotaLog(bytes: Buffer): QuotaLog {
  const text = bytes.toString('latin1');
  // Torn while its first line was written.
  if (HEADER.startsWith(text) && text.length < HEADER.length) return { entries: [], completeBytes: 0, corrupt: false };
  if (!text.startsWith(HEADER)) return { entries: [], completeBytes: 0, corrupt: true };
  const completeBytes = text.lastIndexOf('\n') + 1;
  const lines = text.slice(HEADER.length, completeBytes).split('\n').slice(0, -1);
  const entries = lines.map(readLine).filter((entry) => entry !== undefined);
  return { entries, completeBytes, corrupt: entries.length < lines.length };
}

function readLine(line: string): QuotaEntry | undefined {
  const [, name, windowStart, requests] = /^([\x21-\x7e]+\/[\x21-\x7e]+) (\d{1,15}) (\d{1,15})$/.exec(line) ?? [];
  if (name === undefined) return undefined;
  return { name, windowStart: Number(windowStart), requests: Number(requests) };
}
