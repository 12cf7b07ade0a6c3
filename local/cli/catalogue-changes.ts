import { Colours } from './colours';
import { allPrintable } from './printable';
import { Catalogue } from '../console/catalogue';

/** What a reload added (`+`) and removed (`-`): a line for each route and each key; empty when these are the same. */
export function catalogueChanges(before: Catalogue, after: Catalogue, colours: Colours): string {
  const [old, now] = [entries(allPrintable(before)), entries(allPrintable(after))];
  const added = [...now].filter(([key]) => !old.has(key)).map(([, line]) => `  ${colours.green('+')} ${line}\n`);
  const removed = [...old].filter(([key]) => !now.has(key)).map(([key]) => `  ${colours.red('-')} ${key}\n`);
  return [...added, ...removed].join('');
}

/** Lines by what tells them apart. */
function entries({ apis }: Catalogue): Map<string, string> {
  const result = new Map<string, string>();
  for (const { name: api, stages } of apis) {
    for (const { name: stage, routes, tiers } of stages) {
      for (const { method, path, curl } of routes) {
        const key = `${method} ${path}  of ${api}, stage ${stage}`;
        result.set(key, `${key}\n    ${curl}`);
      }
      for (const { name: plan, keys } of tiers) {
        for (const { name, customerId, value } of keys) {
          const key = `key of ${customerId ?? name}  in plan ${plan} of ${api}, stage ${stage}`;
          result.set(key, `${key}  ${value}`);
        }
      }
    }
  }
  return result;
}
