import { FunctionModel } from '../../model/functions/function';
import { QueueModel } from '../../model/queues/queue';

/** Where a queue answers at an endpoint. SDKs for JavaScript call the host of the URL and not the endpoint that they were given, so it must be the local one. */
export function localQueueUrl(endpoint: string, { account, name }: QueueModel): string {
  return `${endpoint.replace(/\/$/, '')}/${account}/${name}`;
}

/** Functions that find local URLs of queues in their environment where the template has those of AWS. */
export function withLocalQueueUrls<T extends Pick<FunctionModel, 'environment'>>(functions: readonly T[], queues: readonly QueueModel[], endpoint: string): readonly T[] {
  if (queues.length === 0) return functions;
  const urls = new Map(queues.map((queue) => [queue.url, localQueueUrl(endpoint, queue)]));
  const pattern = new RegExp([...urls.keys()].sort((a, b) => b.length - a.length).map((url) => `${escapePattern(url)}(?![\\w.-])`).join('|'), 'g');
  return functions.map((fn) => {
    const environment = new Map([...fn.environment].map(([name, value]) => [name, value.replace(pattern, (url) => urls.get(url) ?? url)]));
    return { ...fn, environment };
  });
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
