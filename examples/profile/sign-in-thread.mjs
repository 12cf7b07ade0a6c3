/*
 * An OpenID Connect issuer that others wrote, for trying the page out: it signs in whoever comes, without asking, as the user that it was told. Runs as a
 * worker thread, see sign-in-server.ts.
 */
import { parentPort } from 'node:worker_threads';
import { OAuth2Server } from 'oauth2-mock-server';

let server;
let user = 'ada';
/** What was asked for with a code that nobody has redeemed yet. */
const asked = new Map();

function refuse(response, error, description) {
  response.statusCode = 400;
  response.body = { error, error_description: description };
}

/** What the mock server leaves open: that PKCE is used, and that a code counts for what it was asked for. */
function equip({ service }) {
  service.on('beforeAuthorizeRedirect', ({ url }, { query }) => {
    const code = url.searchParams.get('code');
    if (query.code_challenge && query.code_challenge_method === 'S256') return void asked.set(code, query);
    url.searchParams.delete('code');
    url.searchParams.set('error', 'invalid_request');
    url.searchParams.set('error_description', 'PKCE with S256 is required');
  });
  service.on('beforeTokenSigning', ({ payload }, { body }) => {
    const request = asked.get(body.code);
    if (!request) return;
    payload.sub = user;
    // An access token is for the API, an ID token for the client.
    if ('scope' in payload) Object.assign(payload, { scope: request.scope, aud: request.audience, client_id: request.client_id });
  });
  service.on('beforeResponse', (response, { body }) => {
    const request = asked.get(body.code);
    asked.delete(body.code);
    if (!request || !body.code_verifier) return refuse(response, 'invalid_grant', 'a code and its code_verifier are required');
    if (request.redirect_uri !== body.redirect_uri || request.client_id !== body.client_id) return refuse(response, 'invalid_grant', 'the code is for another client');
    response.body.scope = request.scope;
  });
}

async function open(port, algorithm) {
  server = new OAuth2Server();
  equip(server);
  await server.issuer.keys.generate(algorithm);
  await server.start(port, '127.0.0.1');
  server.issuer.url = `http://127.0.0.1:${server.address().port}`;
  return server.issuer.url;
}

const commands = {
  start: ({ port }) => open(port, 'RS256'),
  signInAs: (name) => { user = name; },
  token: ({ claims, expiresIn }) => server.issuer.buildToken({ expiresIn, scopesOrTransform: (_, payload) => Object.assign(payload, claims) }),
  /** Signs with the new key from now on, in turn with those it has. */
  addKey: async (algorithm) => { await server.issuer.keys.generate(algorithm); },
  /** The same issuer with other keys: the old ones are gone. */
  replaceKeys: async (algorithm) => {
    const { port } = server.address();
    await server.stop();
    await open(port, algorithm);
  },
  stop: () => server.stop(),
};

parentPort.on('message', async ({ id, command, value }) => {
  try {
    parentPort.postMessage({ id, result: await commands[command](value) });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) });
  }
});
