import { parseStart } from '../../../local/cli/start-arguments';
import { UsageError } from '../../../local/errors';

it('has the documented defaults', () => {
  expect(parseStart([])).toEqual({
    templates: [],
    port: 3000,
    host: '127.0.0.1',
    backends: new Map(),
    parameters: new Map(),
    inProcess: false,
    localIssuer: true,
    readyJson: false,
    fresh: false,
    watch: true,
    quiet: false,
    verbose: false,
  });
});

it('takes every option', () => {
  expect(parseStart([
    '--template', 'a.json', '--template', 'b.yaml', '--port', '0', '--host', '0.0.0.0', '--backend', 'https://api.example.com=http://127.0.0.1:8080',
    '--parameter', 'Query=a=b', '--in-process', '--no-local-issuer', '--ready-json', '--fresh', '--no-watch', '--quiet', '--verbose',
  ])).toEqual({
    templates: ['a.json', 'b.yaml'],
    port: 0,
    host: '0.0.0.0',
    backends: new Map([['https://api.example.com', 'http://127.0.0.1:8080']]),
    parameters: new Map([['Query', 'a=b']]),
    inProcess: true,
    localIssuer: false,
    readyJson: true,
    fresh: true,
    watch: false,
    quiet: true,
    verbose: true,
  });
  expect(parseStart(['--account-throttle', '20000,10000']).accountThrottle).toEqual({ rateLimit: 20_000, burstLimit: 10_000 });
  expect(parseStart(['--app', 'npx tsx app.ts']).app).toBe('npx tsx app.ts');
});

test.each<readonly [string[], RegExp]>([
  [['--prot', '1'], /^unknown option --prot, did you mean --port\?/],
  [['--zzzzzzzzz'], /^unknown option --zzzzzzzzz; /],
  [['--port'], /^--port needs a value/],
  [['--port', 'abc'], /^--port "abc" is not a port; give 1 to 65535, or 0/],
  [['--port', '-1'], /^--port needs a value/],
  [['--port', '1.5'], /^--port "1.5" is not a port/],
  [['--ready-json=yes'], /^--ready-json takes no value/],
  [['--backend', 'nothing'], /^--backend "nothing" is not of the form <origin>=<local origin>, for example/],
  [['--account-throttle', '5'], /^--account-throttle "5" is not of the form <rate>,<burst>/],
  [['--parameter', '=x'], /^--parameter "=x" is not of the form <name>=<value>/],
  [['--app', 'cdk.out', '--template', 'a.json'], /^--app and --template exclude each other/],
  [['--app', ''], /^--app is empty/],
  [['--app', 'npx', 'tsx', 'app.ts'], /^unexpected word "tsx"; a value with spaces must be quoted/],
])('%j is refused in one line that says what to write', (words, message) => {
  expect(() => parseStart(words)).toThrow(UsageError);
  expect(() => parseStart(words)).toThrow(message);
  expect(() => parseStart(words)).not.toThrow(/\n/);
});
