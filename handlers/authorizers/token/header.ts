import { TokenHeaderError } from '../errors';
import { JsonObject } from './json-object';
import { Algorithm, isAlgorithm } from '../keys/algorithms';

/** What a token's header says about its signature. Everything else in it is ignored, above all keys and places to get keys from. */
export interface TokenHeader {
  readonly alg: Algorithm;
  readonly kid?: string;
}

const LONGEST_KEY_ID = 256;
const TYPES: readonly unknown[] = [undefined, 'JWT', 'at+jwt'];
/** Members that change how a token has to be read. Nobody needs them here, so a token that has one is refused. */
const REFUSED = ['crit', 'zip', 'b64'];

/** @throws TokenHeaderError */
export function readHeader({ alg, kid, typ, ...rest }: JsonObject): TokenHeader {
  if (!isAlgorithm(alg)) throw new TokenHeaderError('algorithm', alg);
  if (!TYPES.includes(typ)) throw new TokenHeaderError('type', typ, TYPES.slice(1));
  for (const name of REFUSED) if (name in rest) throw new TokenHeaderError('header-member', name);
  if (kid === undefined) return { alg };
  if (typeof kid !== 'string' || kid === '' || kid.length > LONGEST_KEY_ID) throw new TokenHeaderError('key-id', kid);
  return { alg, kid };
}
