import { banner } from '../../../local/cli/banner';
import { catalogueChanges } from '../../../local/cli/catalogue-changes';
import { coloursFor } from '../../../local/cli/colours';
import { EventPrinter } from '../../../local/cli/event-printer';
import { readyLine } from '../../../local/cli/ready-line';
import { closest } from '../../../local/closest';
import { Catalogue, CatalogueRoute } from '../../../local/console/catalogue';
import { LocalEvent } from '../../../local/reporter';

const plain = coloursFor({ isTTY: false }, {});

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
      routes: [{ method: 'GET', path: '/orders', needs: 'API key', target: 'lambda List', curl: 'curl -sS http://127.0.0.1:3001/prod/orders' }],
      tiers: [{ name: 'free', quota: '1000 requests a day', keys: [{ name: 'k', customerId: 'acme', value: 'secret', enabled: true }] }],
    }],
  }, { stack: 'Shop', logicalId: 'Bare', apiId: 'def', type: 'REST', name: 'bare', stages: [] }],
  callers: [],
  notServed: [],
};

const behindDomain: Catalogue = {
  ...catalogue,
  apis: [{
    stack: 'Shop', logicalId: 'Profile', apiId: 'ghi', type: 'HTTP', name: 'profile', stages: [{ name: '$default', url: 'http://127.0.0.1:3002/v1', host: 'api.example.com', domains: ['api.example.com/v1'], routes: [], tiers: [] }],
  }],
};

function printed(event: LocalEvent, quiet = false): string {
  let text = '';
  new EventPrinter({ out: { write: (line) => { text += line; } }, colours: plain, quiet }).report(event);
  return text;
}

it('prints one ready line in the form that scripts rely on', () => {
  expect(readyLine(catalogue)).toBe('{"ready":true,"apis":['
    + '{"stack":"Shop","logicalId":"OrdersApi","apiId":"abc","type":"REST","stages":[{"name":"prod","url":"http://127.0.0.1:3001/prod"}]},'
    + '{"stack":"Shop","logicalId":"Bare","apiId":"def","type":"REST","stages":[]}]}');
});

it('tells which Host an API wants that answers under its custom domain only', () => {
  expect(readyLine(behindDomain)).toBe('{"ready":true,"apis":[{"stack":"Shop","logicalId":"Profile","apiId":"ghi","type":"HTTP",'
    + '"stages":[{"name":"$default","url":"http://127.0.0.1:3002/v1","host":"api.example.com"}]}]}');
  expect(banner(behindDomain, plain)).toContain('  stage $default  http://127.0.0.1:3002/v1\n  only with the Host api.example.com/v1\n');
});

it('greets with addresses, keys and a command for each route', () => {
  expect(banner(catalogue, plain)).toBe(`
Console  http://127.0.0.1:3000

orders  REST API OrdersApi of stack Shop
  stage prod  http://127.0.0.1:3001/prod
  plan free  1000 requests a day
    key of acme  secret

  GET /orders  lambda List; needs API key
    curl -sS http://127.0.0.1:3001/prod/orders

bare  REST API Bare of stack Shop
  no stage, so nothing of it is served

`);
});

it('folds the preflights of CORS into one line, so that the commands stay in sight', () => {
  const preflight = { method: 'OPTIONS', needs: 'none', target: 'mock', curl: 'curl -X OPTIONS' };
  const own = { method: 'OPTIONS', path: '/own', needs: 'none', target: 'lambda Own', curl: 'curl own' };
  const withRoutes = (routes: readonly CatalogueRoute[]): Catalogue => ({
    ...catalogue,
    apis: catalogue.apis.slice(0, 1).map((api) => ({ ...api, stages: api.stages.map((stage) => ({ ...stage, tiers: [], routes })) })),
  });
  const get = { method: 'GET', path: '/a', needs: 'none', target: 'mock', curl: 'curl a' };
  const many = banner(withRoutes([{ ...preflight, path: '/' }, get, { ...preflight, path: '/a' }, own]), plain);
  expect(many).toContain('  GET /a  mock; needs none\n    curl a\n\n  OPTIONS /own  lambda Own; needs none\n    curl own\n\n  OPTIONS of 2 paths  mock; needs none\n\n');
  expect(many).not.toContain('curl -X OPTIONS');
  expect(banner(withRoutes([get, { ...preflight, path: '/a' }]), plain)).toContain('    curl a\n\n  OPTIONS of 1 path  mock; needs none\n\n');
});

test.each<readonly [LocalEvent, string]>([
  [{ kind: 'not-served', stack: 'S', logicalId: 'Acl', type: 'AWS::WAFv2::WebACL', detail: 'no rule is applied' }, 'not served S/Acl (AWS::WAFv2::WebACL): no rule is applied\n'],
  [{ kind: 'function-log', functionName: 'create', requestId: 'r1', level: 'INFO', text: 'one\ntwo\n' }, 'create INFO one\n  two r1\n'],
  [{ kind: 'access-log', apiId: 'abc', stage: 'prod', logGroup: 'g', line: '{"a":1}' }, 'access prod {"a":1}\n'],
  [{ kind: 'request-failed', apiId: 'abc', stage: 'prod', requestId: 'r1', route: 'GET /a', status: 403, reason: 'no key' }, '403 GET /a on prod: no key r1\n'],
  [{ kind: 'alarm', stack: 'S', logicalId: 'Errors', name: 'errors', region: 'us-east-1', from: 'OK', to: 'ALARM', reason: 'too many\n' }, 'alarm errors OK -> ALARM: too many\\x0a\n'],
  [{ kind: 'reloaded', milliseconds: 12.4 }, 'reloaded in 12 ms\n'],
  [{ kind: 'problem', message: 'synth failed:\nline 2' }, 'problem synth failed:\n  line 2\n'],
])('renders %j', (event, line) => {
  expect(printed(event)).toBe(line);
});

it('says what a reload added and removed, with a command for a route and the value of a key', () => {
  const change = (paths: readonly string[], keys: readonly string[]): Catalogue => ({
    ...catalogue,
    apis: catalogue.apis.map((api) => ({
      ...api,
      stages: api.stages.map((stage) => ({
        ...stage,
        routes: paths.map((path) => ({ method: 'GET', path, needs: 'none', target: 'mock', curl: `curl ${path}` })),
        tiers: [{ name: 'free', keys: keys.map((name) => ({ name, value: `value of ${name}`, enabled: true })) }],
      })),
    })),
  });
  expect(catalogueChanges(change(['/a', '/b'], ['k']), change(['/b', '/c'], ['k', 'l']), plain)).toBe([
    '  + GET /c  of orders, stage prod', '    curl /c', '  + key of l  in plan free of orders, stage prod  value of l', '  - GET /a  of orders, stage prod', '',
  ].join('\n'));
  expect(catalogueChanges(catalogue, catalogue, plain)).toBe('');
});

it('lets no text out of a request steer the terminal or forge a line', () => {
  const text = printed({ kind: 'request-failed', apiId: 'a', stage: 'prod', requestId: 'r', route: 'GET /\u001b[2J\r\n200 GET /ok', status: 403, reason: 'x\u009b1m' });
  expect(text).toBe('403 GET /\\x1b[2J\\x0d\\x0a200 GET /ok on prod: x\\x9b1m r\n');
});

it('keeps logs back when quiet, and nothing else', () => {
  expect(printed({ kind: 'access-log', apiId: 'a', stage: 's', logGroup: 'g', line: 'x' }, true)).toBe('');
  expect(printed({ kind: 'problem', message: 'x' }, true)).toBe('problem x\n');
});

test.each([[{ isTTY: true }, {}, true], [{ isTTY: false }, {}, false], [{}, {}, false], [{ isTTY: true }, { NO_COLOR: '1' }, false], [{ isTTY: true }, { TERM: 'dumb' }, false]])(
  'colours %j with %j: %s', (stream, env, coloured) => {
    expect(coloursFor(stream, env).red('x') !== 'x').toBe(coloured);
  });

test.each([['strat', ', did you mean start?'], ['--tempalte', ', did you mean --template?'], ['zebra', '']])('%s%s', (word, hint) => {
  expect(closest(word, ['start', 'help', '--template'])).toBe(hint);
});

it('shows who may sign and how to get a token, where there is somebody', () => {
  expect(banner(catalogue, plain)).not.toMatch(/Role|Tokens/);
  const text = banner({
    ...catalogue,
    callers: [{ kind: 'role', stack: 'Shop', logicalId: 'Caller', name: 'caller', accessKeyId: 'LOCLKEY', secretAccessKey: 's3cret' }],
    issuer: { url: 'http://127.0.0.1:3009', standsInFor: ['https://issuer.example'] },
  }, plain);
  expect(text).toContain('caller  access key LOCLKEY  secret s3cret');
  expect(text).toContain('apigateway-local token --sub ann  in place of https://issuer.example');
});

it('names the issuer of a token where there are several', () => {
  const text = banner({ ...catalogue, issuer: { url: 'http://127.0.0.1:3009', standsInFor: ['https://a.example', 'https://b.example'] } }, plain);
  expect(text).toContain('Tokens   npx apigateway-local token --issuer https://b.example --sub ann\n');
  expect(text).not.toContain('in place of');
});

it('prints no alarm that is well from the start, and each of its later changes', () => {
  let text = '';
  const printer = new EventPrinter({ out: { write: (line) => { text += line; } }, colours: plain, quiet: false });
  const changes = [['INSUFFICIENT_DATA', 'OK'], ['OK', 'INSUFFICIENT_DATA'], ['INSUFFICIENT_DATA', 'OK'], ['OK', 'ALARM']] as const;
  for (const [from, to] of changes) printer.report({ kind: 'alarm', stack: 'S', logicalId: 'Errors', name: 'errors', region: 'us-east-1', from, to, reason: 'r' });
  expect(text).toBe('alarm errors OK -> INSUFFICIENT_DATA: r\nalarm errors INSUFFICIENT_DATA -> OK: r\nalarm errors OK -> ALARM: r\n');
});

it('shows where metrics are read', () => {
  expect(banner({ ...catalogue, monitoring: 'http://127.0.0.1:4001' }, plain)).toContain('Metrics  http://127.0.0.1:4001  alarms, logs, queues and secrets too');
});

test.each([
  ['a template creates it', 'a template creates it'], ['it can\'t be reached (ENOTFOUND)', 'ENOTFOUND'],
])('says whose place the local issuer takes: %s', (reason, cause) => {
  expect(printed({ kind: 'stand-in', issuer: 'https://issuer.example', reason })).toBe(`local issuer stands in for https://issuer.example, which can't be reached (${cause})\n`);
});

describe('text from outside', () => {
  const evil = 'a\u001b[2J\u009bA\u202eb\u2066c\rd';
  const shown = 'a\\x1b[2J\\x9bA\\u202eb\\u2066c\\x0dd';
  const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  const everywhere = (value: unknown): unknown => JSON.parse(JSON.stringify(value), (_name, member: unknown) => (typeof member === 'string' ? evil : member)) as unknown;

  it('steers nothing in the banner and in what a reload changed', () => {
    const forged = everywhere({ ...catalogue, callers: [{ kind: 'role', stack: 's', logicalId: 'l', name: 'n', accessKeyId: 'a', secretAccessKey: 's' }], issuer: { url: 'u', standsInFor: ['i'] } }) as Catalogue;
    const text = banner(forged, plain) + catalogueChanges(catalogue, forged, plain);
    expect(text).toContain(shown);
    expect(text).not.toMatch(steering);
  });

  test.each<LocalEvent>([
    { kind: 'not-served', stack: evil, logicalId: evil, type: evil, detail: evil },
    { kind: 'function-log', functionName: evil, requestId: evil, level: 'INFO', text: evil },
    { kind: 'access-log', apiId: evil, stage: evil, logGroup: evil, line: evil },
    { kind: 'request-failed', apiId: evil, stage: evil, requestId: evil, route: evil, status: 403, reason: evil },
    { kind: 'alarm', stack: evil, logicalId: evil, name: evil, region: evil, from: 'OK', to: 'ALARM', reason: evil },
    { kind: 'stand-in', issuer: evil, reason: evil },
    { kind: 'problem', message: evil },
  ])('steers nothing in $kind', (event) => {
    const text = printed(event);
    expect(text).toContain(shown);
    expect(text.trimEnd()).not.toMatch(steering);
  });
});
