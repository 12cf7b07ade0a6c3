import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import * as path from 'node:path';
import { App, Lazy } from 'aws-cdk-lib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ProfileStack } from '../../examples/profile/profile-stack';
import { servePage } from '../../examples/profile/serve-page';
import { SignInServer } from '../../examples/profile/sign-in-server';
import { startLocal, type LocalGateway } from 'cdk-apigateway-patterns/local';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-dev-shm-usage',
];
// Below the repository, so that the functions find the AWS SDK where Lambda's runtime would provide it.
const folder = mkdtempSync(path.join(__dirname, 'cdk.out-'));

let issuer: SignInServer;
let site: Awaited<ReturnType<typeof servePage>>;
let local: LocalGateway;
let browser: Browser;

beforeAll(async () => {
  issuer = await SignInServer.start();
  const settings = () => ({ api: local.url('Profile'), issuer: issuer.issuer, clientId: 'profile-page', audience: 'https://api.profile.example' });
  site = await servePage(0, settings);
  const app = new App({ outdir: folder });
  // Synthesis takes https issuers only, as AWS does; the one of this test is on this machine.
  new ProfileStack(app, 'Profile', { pageOrigin: site.origin, issuerUrl: Lazy.string({ produce: () => issuer.issuer }) });
  app.synth();
  local = await startLocal({ app: folder });
}, 60_000);
afterAll(async () => {
  await Promise.all([local?.close(), site?.close(), issuer?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** What somebody who can look everywhere in the browser would have seen. */
interface Seen {
  readonly addresses: string[];
  readonly console: string[];
  readonly tokens: Set<string>;
}

/** Runs in the page. */
const everythingKept = `JSON.stringify([
  { ...localStorage }, { ...sessionStorage }, document.cookie, document.documentElement.outerHTML, location.href, window.name, history.state, Object.keys(window),
])`;

function look(page: Page): Seen {
  const seen: Seen = { addresses: [], console: [], tokens: new Set() };
  page.on('request', (each) => {
    seen.addresses.push(each.url());
    const { authorization } = each.headers();
    if (authorization !== undefined) seen.tokens.add(authorization.replace('Bearer ', ''));
  });
  page.on('framenavigated', (frame) => seen.addresses.push(frame.url()));
  page.on('console', (message) => seen.console.push(message.text()));
  page.on('pageerror', (error) => seen.console.push(String(error)));
  return seen;
}

const statusIs = async (page: Page, text: string): Promise<void> => page.getByRole('status').filter({ hasText: text }).waitFor();
const problemIs = async (page: Page, text: RegExp): Promise<void> => page.getByRole('alert').filter({ hasText: text }).waitFor();

async function signIn(page: Page, { asAdmin = false } = {}): Promise<void> {
  await page.goto(site.origin);
  await statusIs(page, 'You are not signed in.');
  if (asAdmin) await page.getByLabel('Ask for admin rights').check();
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function signedIn(page: Page, options?: { asAdmin: boolean }): Promise<void> {
  await signIn(page, options);
  await statusIs(page, 'You are signed in.');
}

test('nothing but the page is served', async () => {
  const statusOf = (address: string): Promise<number | undefined> => new Promise((resolve, reject) => {
    request(site.origin, { path: address }, (response) => resolve(response.resume().statusCode)).on('error', reject).end();
  });
  expect(await Promise.all(['/', '/page.mjs', '/page.css', '/settings.json'].map(statusOf))).toEqual([200, 200, 200, 200]);
  expect(await Promise.all(['/../serve-page.ts', '/%2e%2e/serve-page.ts', '/..%2fserve-page.ts', '/constructor', '//'].map(statusOf))).toEqual([404, 404, 404, 404, 404]);
});

const there = existsSync(executablePath);
(there ? describe : describe.skip)(there ? 'in Chromium' : `in Chromium, which is not at ${executablePath}: install it there, or name it in CHROMIUM`, () => {
  let page: Page;
  let seen: Seen;

  beforeAll(async () => { browser = await chromium.launch({ executablePath, headless: true, args }); }, 60_000);
  afterAll(async () => browser?.close());
  beforeEach(async () => {
    page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(20_000);
    seen = look(page);
  });
  afterEach(async () => page?.context().close());

  test('somebody signs in, fills in their profile at another origin, and finds it again', async () => {
    await issuer.signInAs('ada');
    await signedIn(page);
    await page.getByLabel('Name').fill('Ada Lovelace');
    await page.getByLabel('About').fill('First line\nSecond line');
    await page.getByRole('button', { name: 'Save' }).click();
    await statusIs(page, 'Saved.');

    // A reload forgets the token.
    await signedIn(page);
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada Lovelace');
    expect(await page.getByLabel('About').inputValue()).toBe('First line\nSecond line');
    await issuer.signInAs('grace');
    await signedIn(page);
    expect(await page.getByLabel('Name').inputValue()).toBe('');
    expect(new URL(local.url('Profile')).origin).not.toBe(site.origin);
  }, 60_000);

  test('the token is nowhere but in memory and in calls of the API', async () => {
    await issuer.signInAs('ada');
    await signedIn(page);
    await page.getByRole('button', { name: 'Show everybody' }).click();
    await problemIs(page, /may not/);

    const [token = ''] = seen.tokens;
    expect([seen.tokens.size, token.split('.').length]).toEqual([1, 3]);
    const kept = String(await page.evaluate(everythingKept));
    const cookies = JSON.stringify(await page.context().cookies());
    const signature = token.split('.')[2] ?? '';
    for (const place of [kept, cookies, ...seen.addresses, ...seen.console]) expect(place).not.toContain(signature);
    expect(await page.evaluate('[localStorage.length, sessionStorage.length]')).toEqual([0, 0]);
    expect(page.url()).toBe(`${site.origin}/`);
    expect(seen.addresses.filter((each) => each.startsWith(local.url('Profile')) && each.includes('?'))).toEqual([]);
  }, 60_000);

  test('somebody without admin rights is refused visibly, and goes on', async () => {
    await issuer.signInAs('ada');
    await signedIn(page);
    await page.getByRole('button', { name: 'Show everybody' }).click();
    await problemIs(page, /You may not do that/);
    expect(await page.getByRole('listitem').count()).toBe(0);
    await page.getByLabel('Name').fill('Ada');
    await page.getByRole('button', { name: 'Save' }).click();
    await statusIs(page, 'Saved.');
    expect(await page.getByRole('alert').isVisible()).toBe(false);
  }, 60_000);

  test('an admin sees everybody, and markup of others as the text that it is', async () => {
    await issuer.signInAs('mallory');
    await signedIn(page);
    await page.getByLabel('Name').fill('<img src=x onerror=alert(1)>');
    await page.getByRole('button', { name: 'Save' }).click();
    await statusIs(page, 'Saved.');
    await issuer.signInAs('root');
    await signedIn(page, { asAdmin: true });
    await page.getByRole('button', { name: 'Show everybody' }).click();
    await page.getByRole('listitem').filter({ hasText: '<img src=x onerror=alert(1)> (mallory)' }).waitFor();
    expect(await page.locator('li img').count()).toBe(0);
  }, 60_000);

  test('what the API refuses about a profile is shown', async () => {
    await signedIn(page);
    await page.getByLabel('Name').fill('Ada\u202e');
    await page.getByRole('button', { name: 'Save' }).click();
    await problemIs(page, /displayName must not have control characters/);
  }, 60_000);

  test.each([
    ['a sign-in that this page did not start', '?code=stolen&state=guessed', /Nobody here asked/],
    ['an answer without state', '?code=stolen', /Nobody here asked/],
    ['an error that nobody asked for', '?error=access_denied&state=guessed', /Nobody here asked/],
  ])('%s is refused, and its code redeemed by nobody', async (_, query, text) => {
    await page.goto(`${site.origin}/${query}`);
    await problemIs(page, text);
    expect(seen.addresses.filter((each) => each.startsWith(issuer.issuer))).toEqual([]);
    expect(page.url()).toBe(`${site.origin}/`);
    expect(await page.getByRole('button', { name: 'Sign in' }).isVisible()).toBe(true);
  }, 60_000);

  test('an answer with another state is refused, although a sign-in is under way', async () => {
    await page.route(`${issuer.issuer}/authorize?*`, async (route) => route.fulfill({
      status: 302, headers: { location: `${site.origin}/?code=stolen&state=another` },
    }));
    await signIn(page);
    await problemIs(page, /Nobody here asked/);
  }, 60_000);

  test('a token for another sign-in is refused by its nonce', async () => {
    await page.route(`${issuer.issuer}/authorize?*`, async (route) => {
      const address = new URL(route.request().url());
      address.searchParams.set('nonce', 'another');
      const answer = await fetch(address, { redirect: 'manual' });
      await route.fulfill({ status: 302, headers: { location: answer.headers.get('location') ?? '' } });
    });
    await signIn(page);
    await problemIs(page, /signed in somebody else/);
    expect(seen.tokens.size).toBe(0);
  }, 60_000);

  test('a code is worth nothing without the verifier that this page keeps', async () => {
    await page.route(`${issuer.issuer}/token`, async (route) => {
      const form = new URLSearchParams(route.request().postData() ?? '');
      form.set('code_verifier', 'x'.repeat(43));
      await route.continue({ postData: form.toString() });
    });
    await signIn(page);
    await problemIs(page, /code_verifier/);
    expect(seen.tokens.size).toBe(0);
  }, 60_000);

  test('an issuer that says that it is another one is not asked any further', async () => {
    await page.route(`${issuer.issuer}/.well-known/openid-configuration`, async (route) => route.fulfill({
      json: { issuer: 'https://login.other.example', authorization_endpoint: 'https://login.other.example/authorize', token_endpoint: 'https://login.other.example/token' },
      headers: { 'access-control-allow-origin': '*' },
    }));
    await signIn(page);
    await problemIs(page, /says that it is another one/);
    expect(seen.addresses.filter((each) => each.includes('other.example'))).toEqual([]);
  }, 60_000);

  test('an API that can\'t be reached is told of', async () => {
    await page.route(`${local.url('Profile')}/**`, async (route) => route.abort());
    await page.goto(site.origin);
    await problemIs(page, /can't be reached/);
  }, 60_000);

  test('the page\'s policy lets it talk to nobody else, and run no script of others', async () => {
    await page.goto(site.origin);
    await statusIs(page, 'You are not signed in.');
    expect(await page.evaluate('fetch("http://127.0.0.1:9/").then(() => "sent", () => "blocked")')).toBe('blocked');
    await page.evaluate('document.body.append(Object.assign(document.createElement("script"), { src: "http://127.0.0.1:9/ran.js" }))').catch(() => undefined);
    await page.evaluate('document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = true" }))').catch(() => undefined);
    expect(await page.evaluate('"ran" in window')).toBe(false);
    expect(seen.console.join('\n')).toMatch(/Content Security Policy/);
  }, 60_000);

  // It comes last, for it makes the gateway's clock go ahead of the issuer's.
  test('a token that has expired leads back to the sign-in', async () => {
    await signedIn(page);
    local.clock.advance(2 * 3_600_000);
    await page.getByLabel('Name').fill('Too late');
    await page.getByRole('button', { name: 'Save' }).click();
    await problemIs(page, /Sign in again/);
    expect(await page.getByRole('button', { name: 'Sign in' }).isVisible()).toBe(true);
    expect(await page.getByLabel('Name').isVisible()).toBe(false);
  }, 60_000);
});
