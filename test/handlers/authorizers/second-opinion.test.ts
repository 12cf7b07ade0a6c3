import { buildSync } from 'esbuild';
import type { createLocalJWKSet as CreateLocalJWKSet, jwtVerify as JwtVerify } from 'jose' with { 'resolution-mode': 'import' };
import { TOKEN_CASES } from './token-cases';
import { TokenLab } from './token-lab';

/** jose is an ES module, which Jest can't load as it is. */
function loadJose(): { readonly createLocalJWKSet: typeof CreateLocalJWKSet; readonly jwtVerify: typeof JwtVerify } {
  const stdin = { contents: 'export { createLocalJWKSet, jwtVerify } from "jose";', resolveDir: __dirname };
  const { outputFiles: [bundle] } = buildSync({ stdin, bundle: true, platform: 'node', format: 'cjs', target: 'node20', write: false });
  const loaded: { exports: unknown } = { exports: {} };
  // The text comes from the bundler, one line above.
  new Function('module', 'exports', 'require', bundle?.text ?? '')(loaded, loaded.exports, require);
  return loaded.exports as ReturnType<typeof loadJose>;
}

const lab = new TokenLab({ issuer: 'https://issuer.example', audience: 'orders-web', now: Math.floor(Date.now() / 1000) });
const { createLocalJWKSet, jwtVerify } = loadJose();
// It would have to be told which of several keys with one id is meant.
const accepted = TOKEN_CASES.filter(({ name, expected }) => expected === 'allow' && !name.includes('several keys share'));

it.each(accepted)('jose accepts it too: $name', async ({ make }) => {
  const keys = createLocalJWKSet(lab.jwks() as Parameters<typeof createLocalJWKSet>[0]);
  const { payload } = await jwtVerify(make(lab), keys, { issuer: 'https://issuer.example', audience: 'orders-web', clockTolerance: 30 });
  expect(payload.sub).toBeTruthy();
});
