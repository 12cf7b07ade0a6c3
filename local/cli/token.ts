import { parseArgs } from 'node:util';
import { UsageError } from '../errors';
import { readIssuerState } from '../issuer/issuer-state';
import { mintToken } from '../issuer/mint';
import { Json, JsonObject } from '../json';
import { LocalClock } from '../local-clock';
import { TokenRequest } from '../token-request';
import { argumentError } from './argument-error';
import { Terminal } from './terminal';
import { issuerStateFile } from '../runtime/state-folder';

const OPTIONS = {
  'sub': { type: 'string' },
  'scope': { type: 'string', multiple: true },
  'claim': { type: 'string', multiple: true },
  'issuer': { type: 'string' },
  'audience': { type: 'string' },
  'client-id': { type: 'string' },
  'use': { type: 'string' },
  'expires-in': { type: 'string' },
} as const;

/** `apigateway-local token`: prints a token of the gateway that was started in this folder. */
export async function token(words: readonly string[], { stdout, folder }: Terminal): Promise<number> {
  const request = parseToken(words);
  const { profiles, key } = readIssuerState(issuerStateFile(folder));
  const clock = new LocalClock();
  stdout.write(`${mintToken(key, profiles, request, clock.now())}\n`);
  clock.close();
  return 0;
}

/** @throws UsageError of one line that says what to write instead */
export function parseToken(words: readonly string[]): TokenRequest {
  const values = parse(words);
  const { sub, scope, claim, issuer, audience, use, 'client-id': clientId, 'expires-in': expiresIn } = values;
  if (use !== undefined && use !== 'access' && use !== 'id') throw new UsageError(`--use ${JSON.stringify(use)} is neither access nor id`);
  if (expiresIn !== undefined && !/^\d{1,9}$/.test(expiresIn)) throw noSeconds(expiresIn);
  return {
    ...(sub !== undefined && { sub }),
    ...(scope && { scopes: scope.flatMap((text) => text.split(/[ ,]+/)).filter((text) => text !== '') }),
    ...(claim && { claims: readClaims(claim) }),
    ...(issuer !== undefined && { issuer }),
    ...(audience !== undefined && { audience }),
    ...(clientId !== undefined && { clientId }),
    ...(use !== undefined && { tokenUse: use }),
    ...(expiresIn !== undefined && { expiresInSeconds: Number(expiresIn) }),
  };
}

function parse(words: readonly string[]) {
  // To the parser a negative number looks like another option.
  const lifetime = words[words.indexOf('--expires-in') + 1];
  if (words.includes('--expires-in') && lifetime !== undefined && /^-\d/.test(lifetime)) throw noSeconds(lifetime);
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw argumentError(error as NodeJS.ErrnoException, words, Object.keys(OPTIONS));
  }
}

function noSeconds(text: string): UsageError {
  return new UsageError(`--expires-in ${JSON.stringify(text)} is no number of seconds; give a whole number like 3600`);
}

function readClaims(claims: readonly string[]): JsonObject {
  return Object.fromEntries(claims.map((text): [string, Json] => {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError(`--claim ${JSON.stringify(text)} is not of the form <name>=<value>, for example --claim custom:tier=gold`);
    const name = text.slice(0, at);
    // Custom attributes of a user pool are texts, whatever they look like.
    return [name, name.startsWith('custom:') ? text.slice(at + 1) : readValue(text.slice(at + 1))];
  }));
}

function readValue(text: string): Json {
  if (!/^(?:true|false|-?\d+(?:\.\d+)?|[[{].*)$/s.test(text)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
