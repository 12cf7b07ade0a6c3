import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { Catalogue } from '../../../local/console/catalogue';
import { consoleHandler } from '../../../local/console/console-handler';
import { page } from '../../../local/console/page';
import { TestServer } from '../../support/test-server';

const catalogue: Catalogue = {
  console: 'http://127.0.0.1:3000',
  apis: [{
    stack: 'Shop',
    logicalId: 'OrdersApi',
    apiId: 'abc',
    type: 'REST',
    name: 'orders',
    stages: [{
      name: 'prod',
      url: 'http://127.0.0.1:3001/prod',
      routes: [{ method: 'GET', path: '/orders', needs: 'API key', target: 'lambda List', curl: "curl -H 'x-api-key: k'" }],
      tiers: [{ name: 'free', throttle: '2 requests a second, burst 5', keys: [{ name: 'acme-key', customerId: 'acme', value: 'secret-key', enabled: true }] }],
    }],
  }],
  callers: [],
  notServed: [{ stack: 'Shop', logicalId: 'Acl', type: 'AWS::WAFv2::WebACL', detail: 'no rule is applied' }],
};

let server: TestServer;
let origin: string;
let current = catalogue;

beforeAll(async () => {
  server = await TestServer.start(consoleHandler(() => current));
  origin = server.origin;
});
afterAll(async () => server.close());

it('shows APIs, stages, routes, tiers, keys, commands and what is not served', async () => {
  const response = await fetch(origin);
  const text = await response.text();
  expect(response.status).toBe(200);
  for (const shown of ['orders', 'http://127.0.0.1:3001/prod', '/orders', 'lambda List', 'free', 'acme', 'secret-key', 'x-api-key', 'no rule is applied']) expect(text).toContain(shown);
});

it('gives the same as data, and the newest after a reload', async () => {
  expect(await (await fetch(`${origin}/apis.json`)).json()).toEqual(catalogue);
  current = { ...catalogue, apis: [] };
  expect(await (await fetch(`${origin}/apis.json`)).json()).toMatchObject({ apis: [] });
  current = catalogue;
});

it('runs its own style and script and nothing else', async () => {
  const response = await fetch(origin);
  const text = await response.text();
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).not.toContain('unsafe');
  for (const tag of ['style', 'script']) {
    const content = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(text)?.[1] ?? '';
    expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(content).digest('base64')}'`);
  }
  expect(text).not.toMatch(/\s(src|href|on\w+|style)="(?!\/apis\.json)/);
});

test.each(['/', '/apis.json'])('no other site may read or frame %s', async (path) => {
  const { headers } = await fetch(origin + path);
  expect(headers.get('access-control-allow-origin')).toBeNull();
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test.each([['GET', '/other', 404], ['POST', '/', 405], ['HEAD', '/', 200]])('%s %s answers %d', async (method, path, status) => {
  expect((await fetch(origin + path, { method })).status).toBe(status);
});

it('lets no name out of a template become markup', () => {
  const hostile = fc.string().map((text) => `<img src=x onerror=alert(1)>"'&${text}`);
  fc.assert(fc.property(hostile, (name) => {
    const text = page({
      console: name,
      apis: [{
        stack: name,
        logicalId: name,
        apiId: name,
        type: 'REST',
        name,
        stages: [{
          name,
          url: name,
          routes: [{ method: name, path: name, needs: name, target: name, curl: name }],
          tiers: [{ name, throttle: name, quota: name, keys: [{ name, customerId: name, value: name, enabled: true }] }],
        }],
      }],
      callers: [{ kind: 'role', stack: name, logicalId: name, name, accessKeyId: name, secretAccessKey: name }],
      issuer: { url: name, standsInFor: [name] },
      notServed: [{ stack: name, logicalId: name, type: name, detail: name }],
    });
    expect(text).not.toContain('<img');
    expect(text).not.toContain('"\'&<');
  }));
});

it('shows a command for a token of each issuer', () => {
  const standsInFor = ['https://a.example', 'https://b.example'];
  const text = (issuers: readonly string[]): string => page({ console: '', apis: [], callers: [], issuer: { url: '', standsInFor: issuers }, notServed: [] });
  for (const issuer of standsInFor) expect(text(standsInFor)).toContain(`<code>npx apigateway-local token --issuer ${issuer} --sub ann</code>`);
  expect(text(['https://a.example'])).toContain('<code>npx apigateway-local token --sub ann</code>');
});
