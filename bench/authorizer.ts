import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build, BuildOptions } from 'esbuild';
import { bench, say } from './local/bench';
import { median } from './local/statistics';
import { Criterion } from './local/verdict';
import type { Verify } from '../handlers/authorizers/verifier';

// Measures the packaged authorizer: what it costs to load, how large it is, and how fast it verifies beside aws-jwt-verify and bare jose.
// One token at a time, as Lambda does it: an environment never has two requests at once. Rounds are interleaved, ratios are taken within a round.

const { values: options } = parseArgs({
  options: {
    peer: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    milliseconds: { type: 'string', default: '700' },
    imports: { type: 'string', default: '21' },
  },
});
const ROOT = path.join(__dirname, '..');
const ISSUER = 'https://issuer.example';
const AUDIENCE = 'orders';

/** Verifies one token; rejects if it is not valid. */
type Contestant = (token: string) => Promise<unknown>;

async function run(folder: string): Promise<Criterion[]> {
  const asset = path.join(folder, 'index.mjs');
  await bundle('handlers/authorizers/index.ts', asset);
  const criteria: Criterion[] = [
    { name: 'bundle, KB', limit: 20, direction: 'at most', actual: statSync(asset).size / 1000 },
    { name: 'import over an empty module, ms', limit: 8, direction: 'at most', actual: importCost(asset, folder) },
  ];
  const aws = peerPath(folder);
  for (const algorithm of ['RS256', 'ES256'] as const) criteria.push(await race(algorithm, folder, aws));
  return criteria;
}

const BUNDLED: BuildOptions = { absWorkingDir: ROOT, bundle: true, minify: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error' };

async function bundle(entry: string, outfile: string): Promise<void> {
  await build({ ...BUNDLED, entryPoints: [entry], outfile });
}

/** Median over processes of the time of the import alone, less that of an empty module. */
function importCost(asset: string, folder: string): number {
  const empty = path.join(folder, 'empty.mjs');
  writeFileSync(empty, 'export const nothing = 0;\n');
  const measure = (file: string): number => {
    const script = `const start = process.hrtime.bigint(); await import(${JSON.stringify(pathToFileURL(file).href)});`
      + 'console.log(Number(process.hrtime.bigint() - start) / 1e6);';
    const env = { ...process.env, AUTHORIZER_CONFIG: JSON.stringify({ issuers: [{ issuer: ISSUER, audience: [AUDIENCE] }] }), NODE_OPTIONS: '' };
    return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' }));
  };
  const costs = Array.from({ length: Number(options.imports) }, () => ({ empty: measure(empty), asset: measure(asset) }));
  return median(costs.map((cost) => cost.asset)) - median(costs.map((cost) => cost.empty));
}

/** aws-jwt-verify is not a dependency: it is taken from `--peer <node_modules>`, or installed for the run. */
function peerPath(folder: string): string | undefined {
  const modules = options.peer ?? path.join(folder, 'peer', 'node_modules');
  if (!options.peer) {
    try {
      execFileSync('npm', ['install', '--prefix', path.join(folder, 'peer'), '--no-audit', '--no-fund', '--loglevel=error', 'aws-jwt-verify@5'], { stdio: 'ignore' });
    } catch {
      say('aws-jwt-verify is not measured, it can\'t be installed');
      return undefined;
    }
  }
  const found = path.join(modules, 'aws-jwt-verify');
  if (existsSync(found)) return found;
  say(`aws-jwt-verify is not measured, there is no ${found}`);
  return undefined;
}

async function race(algorithm: 'RS256' | 'ES256', folder: string, aws: string | undefined): Promise<Criterion> {
  const { privateKey, publicKey } = algorithm === 'RS256'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: algorithm, use: 'sig' }] };
  const token = makeToken(algorithm, privateKey);
  const contestants: Record<string, Contestant> = {
    'packaged verifier': await packaged(folder, jwks),
    'bare jose': await bareJose(folder, jwks),
    ...(aws !== undefined && { 'aws-jwt-verify': awsJwtVerify(aws, jwks) }),
  };
  for (const verify of Object.values(contestants)) await throughput(verify, token, 300);
  const rates: Record<string, number[]> = {};
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const [name, verify] of Object.entries(contestants)) {
      (rates[name] ??= []).push(await throughput(verify, token, Number(options.milliseconds)));
    }
  }
  for (const [name, list] of Object.entries(rates)) {
    say(`${algorithm}  ${name.padEnd(20)} ${median(list).toFixed(0).padStart(7)} verifications/s`);
  }
  const { 'packaged verifier': own = [], ...peers } = rates;
  const ratios = own.map((rate, round) => rate / Math.max(...Object.values(peers).map((list) => list[round] ?? 0)));
  return { name: `${algorithm}, ratio to the faster peer`, limit: 0.9, direction: 'at least', actual: median(ratios) };
}

async function throughput(verify: Contestant, token: string, milliseconds: number): Promise<number> {
  const start = process.hrtime.bigint();
  let count = 0;
  let elapsed = 0;
  while (elapsed < milliseconds) {
    for (let i = 0; i < 200; i += 1) await verify(token);
    count += 200;
    elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  }
  return count / elapsed * 1000;
}

function makeToken(alg: string, key: KeyObject): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: '6f8c1f2e-9f0a-4b7e-8f57-1c2d3e4f5a6b',
    iat: now - 10,
    exp: now + 3600,
    scope: 'openid orders/read orders/write',
    client_id: 'web',
    username: 'ann',
  };
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const input = `${encode({ alg, kid: 'key-1', typ: 'JWT' })}.${encode(claims)}`;
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

async function packaged(folder: string, jwks: object): Promise<Contestant> {
  const outfile = path.join(folder, 'verifier.mjs');
  await bundle('handlers/authorizers/verifier.ts', outfile);
  const { verifier }: { verifier: typeof import('../handlers/authorizers/verifier').verifier } = await import(pathToFileURL(outfile).href);
  const verify: Verify = verifier({
    issuers: [{ issuer: ISSUER, kind: 'oidc', audience: [AUDIENCE], clientIds: [], tokenUse: null, jwksUri: `${ISSUER}/jwks`, scopeClaims: ['scope'] }],
    clockToleranceSeconds: 30,
    requiredScopes: [],
    policy: 'stage',
    contextClaims: [],
    keys: { refreshSeconds: 300, staleSeconds: 3600 },
    loopbackAllowed: false,
  }, { fetcher: { get: async () => ({ status: 200, body: JSON.stringify(jwks) }) }, clock: { now: () => Date.now() }, log: () => undefined });
  return verify;
}

async function bareJose(folder: string, jwks: object): Promise<Contestant> {
  const outfile = path.join(folder, 'jose.mjs');
  await build({ ...BUNDLED, stdin: { contents: 'export { createLocalJWKSet, jwtVerify } from "jose";', resolveDir: ROOT }, outfile });
  const { createLocalJWKSet, jwtVerify }: typeof import('jose', { with: { 'resolution-mode': 'import' } }) = await import(pathToFileURL(outfile).href);
  const keys = createLocalJWKSet(jwks as Parameters<typeof createLocalJWKSet>[0]);
  return (token) => jwtVerify(token, keys, { issuer: ISSUER, audience: AUDIENCE, algorithms: ['RS256', 'ES256'] });
}

function awsJwtVerify(folder: string, jwks: object): Contestant {
  // Not a dependency of this project, so there are no types to import.
  const { JwtVerifier } = module.require(folder) as {
    JwtVerifier: { create(options: object): { cacheJwks(jwks: object): void; verify(token: string): Promise<unknown> } };
  };
  const verifier = JwtVerifier.create({ issuer: ISSUER, audience: AUDIENCE, jwksUri: `${ISSUER}/jwks` });
  verifier.cacheJwks(jwks);
  return (token) => verifier.verify(token);
}

bench('authorizer', run);
