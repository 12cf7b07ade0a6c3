import { mappableHeader } from './reserved-headers';
import { MappingError } from '../../../mapping/mapping-error';

export type MappingVerb = 'append' | 'overwrite' | 'remove';

/** What a mapping changes, and how. */
export type MappingTarget =
  | { readonly verb: MappingVerb; readonly place: 'header'; readonly name: string; readonly lower: string }
  | { readonly verb: MappingVerb; readonly place: 'querystring'; readonly name: string }
  | { readonly verb: 'overwrite'; readonly place: 'path' | 'statuscode' };

const KEY = /^(append|overwrite|remove):(?:(header|querystring)\.(.+)|(path|statuscode))$/s;

/** @throws MappingError when the key of a mapping is none */
export function parseMappingKey(key: string, side: 'request' | 'response'): MappingTarget {
  const [, verb, place, name, whole] = KEY.exec(key) ?? [];
  if (verb === 'append' || verb === 'overwrite' || verb === 'remove') {
    if (place === 'header' && name !== undefined) return { verb, place, name, lower: mappableHeader(name) };
    if (place === 'querystring' && name !== undefined && side === 'request') return { verb, place, name };
    if (verb === 'overwrite' && whole === 'path' && side === 'request') return { verb, place: 'path' };
    if (verb === 'overwrite' && whole === 'statuscode' && side === 'response') return { verb, place: 'statuscode' };
  }
  const others = side === 'request' ? 'append|overwrite|remove:querystring.name or overwrite:path' : 'overwrite:statuscode';
  throw new MappingError(`can't map ${JSON.stringify(key)}: expected append|overwrite|remove:header.name, ${others}`);
}

/** An empty value is how a mapping is taken away; but removals, which need none, are often written with it, by the CDK among others. */
export function writtenMappings(parameters: ReadonlyMap<string, string>): [key: string, text: string][] {
  return [...parameters].filter(([key, text]) => text !== '' || key.startsWith('remove:'));
}
