import { Protocol } from '../wire/protocol';
import { queryProtocol } from '../wire/query-protocol';
import { isWireObject, WireObject, WireValue } from '../wire/wire-value';

/** Lists and maps by their names in forms and XML, where each entry stands by itself. */
const PLURALS: ReadonlyMap<string, string> = new Map([
  ['AttributeName', 'AttributeNames'], ['MessageAttributeName', 'MessageAttributeNames'], ['MessageSystemAttributeName', 'MessageSystemAttributeNames'],
  ['MessageAttribute', 'MessageAttributes'], ['MessageSystemAttribute', 'MessageSystemAttributes'],
  ['SendMessageBatchRequestEntry', 'Entries'], ['DeleteMessageBatchRequestEntry', 'Entries'], ['ChangeMessageVisibilityBatchRequestEntry', 'Entries'],
]);
const MAPS: ReadonlySet<string> = new Set(['MessageAttributes', 'MessageSystemAttributes']);

/**
 * The query protocol as SQS speaks it: the older SDKs and the integrations of API Gateway.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests.html
 */
export function sqsQuery(): Protocol {
  const base = queryProtocol('http://queue.amazonaws.com/doc/2012-11-05/', 'flattened');
  return {
    read: (body) => readObject(base.read(body)),
    reply: (operation, output, requestId) => {
      const reply = base.reply(operation, written(output, operation), requestId);
      return { ...reply, body: `<?xml version="1.0"?>${String(reply.body)}` };
    },
    fail: (error, requestId) => {
      const reply = base.fail(error, requestId);
      return { ...reply, body: `<?xml version="1.0"?>${String(reply.body)}` };
    },
  };
}

function readObject(form: WireObject): WireObject {
  return Object.fromEntries(Object.entries(form).map(([name, value]) => {
    const plural = PLURALS.get(name);
    return plural === undefined || value === undefined ? [name, value] : [plural, readEntries(plural, value)];
  }));
}

/** Entries are numbered from 1. */
function readEntries(name: string, value: WireValue): WireValue {
  if (!isWireObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => Number(a) - Number(b)).map(([, entry]) => entry ?? null);
  if (MAPS.has(name)) return Object.fromEntries(entries.filter(isWireObject).map((entry) => [String(entry.Name), entry.Value ?? null]));
  return entries.map((entry) => (isWireObject(entry) ? readObject(entry) : entry));
}

/** Names of the entries of an answer. */
function written(output: WireObject, operation: string): WireObject {
  return Object.fromEntries(Object.entries(output).map(([name, value]) => [singular(name, operation), Array.isArray(value)
    ? (value as readonly WireValue[]).map((item) => (isWireObject(item) ? written(item, operation) : item))
    : value]));
}

function singular(name: string, operation: string): string {
  switch (name) {
    case 'Messages': case 'QueueUrls': case 'Attributes': case 'MessageAttributes': return name.slice(0, -1);
    case 'Successful': return `${operation}ResultEntry`;
    case 'Failed': return 'BatchResultErrorEntry';
    default: return name;
  }
}
