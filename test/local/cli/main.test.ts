import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { main } from '../../../local/cli/main';
import { Terminal } from '../../../local/cli/terminal';
import { AppFolder, restTemplate } from '../../support/app-folder';

jest.setTimeout(30_000);

let app: AppFolder;
beforeEach(() => { app = new AppFolder(); });
afterEach(() => app.remove());

/** A terminal that keeps what is printed and stops the command when `stopAt` is printed. */
class FakeTerminal implements Terminal {
  public out = '';
  public err = '';
  public readonly exits: number[] = [];
  public readonly env = { PATH: process.env.PATH };
  private action: ((signal: NodeJS.Signals) => void) | undefined;
  public readonly stdout = { write: (text: string) => { this.out += text; this.check(); } };
  public readonly stderr = { write: (text: string) => { this.err += text; } };

  public constructor(public readonly folder: string, private readonly stopAt?: string) {}

  public onStop(action: (signal: NodeJS.Signals) => void): () => void {
    this.action = action;
    return () => { this.action = undefined; };
  }

  public get listening(): boolean {
    return this.action !== undefined;
  }

  public exit(code: number): void {
    this.exits.push(code);
  }

  public stop(): void {
    this.action?.('SIGINT');
  }

  private check(): void {
    if (this.stopAt !== undefined && this.out.includes(this.stopAt)) this.action?.('SIGTERM');
  }
}

async function run(words: string[], stopAt?: string): Promise<FakeTerminal & { code: number }> {
  const terminal = new FakeTerminal(app.folder, stopAt);
  return Object.assign(terminal, { code: await main(words, terminal) });
}

describe('start', () => {
  it('prints exactly one line for scripts, and ends with 0 on SIGTERM', async () => {
    const template = app.template('Shop', restTemplate({ 'GET /health': {} }));
    const { code, out, listening } = await run(['start', '--template', template, '--port', '0', '--ready-json'], '"ready":true');
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(out)).toEqual({
      ready: true,
      apis: [{
        stack: 'Shop',
        logicalId: 'OrdersApi',
        apiId: expect.any(String),
        type: 'REST',
        stages: [{ name: 'prod', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/prod$/) }],
      }],
    });
    expect(listening).toBe(false);
  });

  it('says that the console is not opened to the network with the APIs', async () => {
    const template = app.template('Shop', restTemplate({ 'GET /health': {} }));
    const { out } = await run(['start', '--template', template, '--port', '0', '--host', '0.0.0.0'], '/health');
    expect(out).toMatch(/^The APIs listen on 0\.0\.0\.0, .* The console shows keys and stays on 127\.0\.0\.1\.\n/);
  });

  it('greets a person', async () => {
    const template = app.template('Shop', restTemplate({ 'GET /health': {} }));
    const { code, out } = await run(['start', '--template', template, '--port', '0'], '/health');
    expect(code).toBe(0);
    expect(out).toMatch(/Console {2}http:\/\/127\.0\.0\.1:\d+/);
    expect(out).toMatch(/curl -sS http:\/\/127\.0\.0\.1:\d+\/prod\/health/);
  });

  it('takes cdk.out of the folder when nothing else is said', async () => {
    app.cdkOut('Shop', restTemplate({ 'GET /health': {} }));
    const { code, out } = await run(['start', '--port', '0', '--ready-json'], '"ready":true');
    expect([code, JSON.parse(out).apis[0].stack]).toEqual([0, 'Shop']);
  });

  it('ends with 0 when it is stopped while the app is synthesized', async () => {
    app.file('app.js', 'require("node:fs").writeFileSync("began", ""); setInterval(() => {}, 1000);');
    const terminal = new FakeTerminal(app.folder);
    const running = main(['start', '--app', 'node app.js', '--port', '0'], terminal);
    const watching = setInterval(() => { if (existsSync(path.join(app.folder, 'began'))) terminal.stop(); }, 20);
    const code = await running;
    clearInterval(watching);
    expect([code, terminal.err, terminal.listening]).toEqual([0, '', false]);
  });

  it('takes the app of cdk.json before that', async () => {
    app.cdkOut('Shop', restTemplate({}));
    app.file('cdk.json', JSON.stringify({ app: 'node app.js' }));
    app.file('app.js', 'console.error("from cdk.json"); process.exit(1);');
    const { code, err } = await run(['start', '--port', '0']);
    expect(code).toBe(1);
    expect(err).toContain('from cdk.json');
  });
});

describe('what goes wrong', () => {
  test.each<readonly [string[], number, RegExp]>([
    [['strat'], 2, /^apigateway-local: unknown command "strat", did you mean start\?; "apigateway-local help" lists all\n$/],
    [['start', '--prot', '1'], 2, /^apigateway-local: unknown option --prot, did you mean --port\?.*\n$/],
    [['start', '--app', 'x', '--port', '70000'], 2, /^apigateway-local: port 70000 is not a port; give 1 to 65535, or 0 for free ones\n$/],
    [['start', '--app', 'x', '--port', '0', '--backend', 'api.example.com=http://127.0.0.1'], 2, /^apigateway-local: backend "api.example.com" is not an origin/],
    [['start'], 2, /^apigateway-local: nothing to serve: .*give --app or --template\n$/],
    [['start', '--template', 'none.json', '--port', '0'], 1, /^apigateway-local: .*none\.json.*\n$/],
    [['start', '--app', 'nowhere', '--port', '0'], 2, /--app "nowhere": neither a folder here nor a command on the PATH\. Fix: /],
  ])('%j ends with %d and says how to go on', async (words, code, message) => {
    const result = await run(words);
    expect(result.code).toBe(code);
    expect(result.err).toMatch(message);
    expect(result.err).not.toMatch(/\n\s+at /);
    expect([result.out, result.listening]).toEqual(['', false]);
  });

  it('shows where it happened with --verbose', async () => {
    const { err } = await run(['start', '--template', 'none.json', '--port', '0', '--verbose']);
    expect(err).toMatch(/\n\s+at /);
  });

  it('points to the cdk.json above a folder that has none', async () => {
    app.file('cdk.json', '{"app":"node app.js"}');
    const terminal = new FakeTerminal(path.dirname(app.file('bin/app.js', '')));
    expect(await main(['start'], terminal)).toBe(2);
    expect(terminal.err).toContain(`there is a cdk.json in ${app.folder}: start there`);
  });

  it('says that cdk.json is broken', async () => {
    app.file('cdk.json', '{');
    expect((await run(['start'])).err).toMatch(/cdk\.json: malformed JSON/);
  });
});

test.each([[['help']], [['--help']], [['start', '--help']]])('%j shows the help, which lists only what works', async (words) => {
  const { code, out } = await run(words);
  expect(code).toBe(0);
  expect(out).toContain('apigateway-local start [options]');
  for (const later of ['test-invoke', 'render', 'export']) expect(out).not.toContain(later);
});

it('shows the version', async () => {
  expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it('shows the help as an error when nothing is asked', async () => {
  const { code, err } = await run([]);
  expect([code, err.includes('apigateway-local start')]).toEqual([2, true]);
});
