import { ServiceError } from '../../wire/service-error';
import { ServiceInput } from '../../wire/service-input';
import { WireObject } from '../../wire/wire-value';
import { SQS_ERRORS } from '../sqs-errors';

const MOST_ENTRIES = 10;
const ENTRY_ID = /^[\w-]{1,80}$/;

/** Entries of a batch. @throws ServiceError for what makes the batch as a whole wrong */
export function readEntries(input: ServiceInput): [string, ServiceInput][] {
  const entries = input.objects('Entries').map((entry): [string, ServiceInput] => [entry.requiredText('Id'), entry]);
  if (entries.length === 0) throw SQS_ERRORS.emptyBatch();
  if (entries.length > MOST_ENTRIES) throw SQS_ERRORS.tooManyEntries(entries.length);
  const ids = new Set<string>();
  for (const [id] of entries) {
    if (!ENTRY_ID.test(id)) throw SQS_ERRORS.invalidEntryId();
    if (ids.has(id)) throw SQS_ERRORS.entryIdsNotDistinct(id);
    ids.add(id);
  }
  return entries;
}

/** Runs a batch: an entry that is refused does not keep the others from being done. */
export function runBatch(entries: readonly [string, ServiceInput][], run: (entry: ServiceInput) => WireObject): WireObject {
  const successful: WireObject[] = [];
  const failed: WireObject[] = [];
  for (const [id, entry] of entries) {
    try {
      successful.push({ Id: id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failed.push({ Id: id, SenderFault: error.status < 500, Code: error.queryCode, Message: error.message });
    }
  }
  return { Successful: successful, ...(failed.length > 0 && { Failed: failed }) };
}
