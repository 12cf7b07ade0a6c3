/*
 * Signs in with an authorization code and PKCE, and calls the API, which is at another origin. The token is in memory alone: it is gone when the page is
 * reloaded, and no other page, script of another origin or look into the browser's storage finds it.
 */

/** What must survive the way to the issuer and back; worth nothing to anybody once it was used. */
const PENDING = 'profile-page.sign-in';
const ADMIN = 'profile/admin';

const byId = (id) => document.getElementById(id);
const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const randomText = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** Something that the person in front of the page should read. */
class Problem extends Error {}

let token;
let settings;

async function json(url, options = {}) {
  let response;
  try {
    response = await fetch(url, { cache: 'no-store', credentials: 'omit', redirect: 'error', ...options });
  } catch {
    throw new Problem(`${new URL(url, location.href).origin} can't be reached, or doesn't let this page in.`);
  }
  const body = await response.json().catch(() => ({}));
  if (response.status === 401) throw Object.assign(new Problem('Your sign-in does not count any more. Sign in again.'), { signedOut: true });
  if (response.status === 403) throw new Problem('You may not do that. An admin has to grant it to you.');
  if (response.status === 429) throw new Problem('Too many requests at the moment. Try again in a minute.');
  if (!response.ok) throw new Problem(`It did not work: ${body.message ?? body.error_description ?? `status ${response.status}`}.`);
  return body;
}

/** Keys, codes and tokens travel by https only, except on this machine. */
function protectedUrl(text, what) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname))) return url;
  throw new Problem(`The ${what} of the issuer is not an https address.`);
}

async function discover() {
  const issuer = settings.issuer;
  const document = await json(protectedUrl(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, 'address'));
  if (document.issuer !== issuer) throw new Problem('The issuer says that it is another one.');
  const { code_challenge_methods_supported: methods } = document;
  if (methods && !methods.includes('S256')) throw new Problem('The issuer does not know PKCE with S256.');
  return {
    issuer,
    authorize: protectedUrl(document.authorization_endpoint, 'sign-in page'),
    token: protectedUrl(document.token_endpoint, 'token endpoint'),
  };
}

const redirectUri = location.origin + location.pathname;

async function startSignIn(asAdmin) {
  const { authorize } = await discover();
  const [state, nonce, verifier] = [randomText(), randomText(), randomText()];
  sessionStorage.setItem(PENDING, JSON.stringify({ state, nonce, verifier }));
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  const query = {
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: redirectUri,
    scope: asAdmin ? `openid ${ADMIN}` : 'openid',
    state,
    nonce,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...(settings.audience && { audience: settings.audience }),
  };
  for (const [name, value] of Object.entries(query)) authorize.searchParams.set(name, value);
  location.assign(authorize);
}

/** What the issuer has just sent the browser back with, if it has. */
function takeAnswer() {
  const answer = new URLSearchParams(location.search);
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? 'null');
  sessionStorage.removeItem(PENDING);
  // Nobody should find a code in the address or the history.
  history.replaceState(null, '', location.pathname);
  return ['state', 'code', 'error'].some((name) => answer.has(name)) ? { answer, pending } : undefined;
}

/** @returns the access token */
async function finishSignIn({ answer, pending }) {
  if (!pending || answer.get('state') !== pending.state) throw new Problem('Nobody here asked for this sign-in. Start it on this page.');
  if (answer.has('iss') && answer.get('iss') !== settings.issuer) throw new Problem('Another issuer answered.');
  if (!answer.has('code')) throw new Problem(`The issuer did not sign you in: ${answer.get('error_description') ?? answer.get('error')}.`);
  const { token: endpoint } = await discover();
  const body = new URLSearchParams({
    grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: redirectUri, client_id: settings.clientId, code_verifier: pending.verifier,
  });
  const tokens = await json(endpoint, { method: 'POST', body });
  checkIdToken(tokens.id_token, pending.nonce);
  if (typeof tokens.access_token !== 'string' || !/^bearer$/i.test(tokens.token_type)) throw new Problem('The issuer answered without a token.');
  return tokens.access_token;
}

/** It came from the issuer itself over a protected line, so that its signature says nothing more (OpenID Connect Core, 3.1.3.7). */
function checkIdToken(idToken, nonce) {
  let claims = {};
  try {
    const text = atob(idToken.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
    claims = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0))));
  } catch {
    // Then no claim is what it should be.
  }
  const meant = claims.iss === settings.issuer && [claims.aud].flat().includes(settings.clientId) && claims.nonce === nonce && claims.exp * 1000 > Date.now();
  if (!meant) throw new Problem('The issuer signed in somebody else, or for something else.');
}

function call(method, path, body) {
  return json(settings.api.replace(/\/$/, '') + path, {
    method,
    headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}

function show(status) {
  byId('status').textContent = status;
  byId('problem').hidden = true;
  byId('signed-out').hidden = token !== undefined;
  byId('signed-in').hidden = token === undefined;
}

/** Runs what a click wants, one at a time, and shows what went wrong. */
async function attempt(action) {
  const buttons = document.querySelectorAll('button');
  for (const button of buttons) button.disabled = true;
  try {
    await action();
  } catch (error) {
    if (error.signedOut) forget();
    show(token ? 'You are signed in.' : 'You are not signed in.');
    byId('problem').textContent = error instanceof Problem ? error.message : 'Something went wrong on this page.';
    byId('problem').hidden = false;
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

function forget() {
  token = undefined;
  byId('profiles').replaceChildren();
  byId('profile').reset();
}

async function drawForm() {
  const { fields } = await call('GET', '/fields');
  byId('fields').replaceChildren(...fields.map(({ name, label, required, maxLength }) => {
    const input = Object.assign(document.createElement(maxLength > 100 ? 'textarea' : 'input'), { name, required, maxLength });
    const labelled = document.createElement('label');
    labelled.append(label, input);
    return labelled;
  }));
}

function fill(profile) {
  for (const input of byId('profile').querySelectorAll('[name]')) input.value = profile[input.name] ?? '';
}

async function save() {
  fill(await call('PUT', '/profile', Object.fromEntries(new FormData(byId('profile')))));
  show('Saved.');
}

async function showEverybody() {
  const { profiles, next } = await call('GET', '/profiles');
  byId('profiles').replaceChildren(...profiles.map(({ sub, displayName, about }) => {
    const item = document.createElement('li');
    item.textContent = `${displayName} (${sub})${about ? `: ${about}` : ''}`;
    return item;
  }));
  show(next ? 'The first of everybody.' : 'Everybody.');
}

byId('sign-in').addEventListener('click', () => attempt(() => startSignIn(byId('as-admin').checked)));
byId('everybody').addEventListener('click', () => attempt(showEverybody));
byId('sign-out').addEventListener('click', () => attempt(async () => {
  forget();
  show('Your token is forgotten. The issuer may still know you.');
}));
byId('profile').addEventListener('submit', (event) => {
  event.preventDefault();
  void attempt(save);
});

const back = takeAnswer();
await attempt(async () => {
  settings = await json('settings.json');
  await drawForm();
  if (back) token = await finishSignIn(back);
  if (token) fill(await call('GET', '/profile'));
  show(token ? 'You are signed in.' : 'You are not signed in.');
});
