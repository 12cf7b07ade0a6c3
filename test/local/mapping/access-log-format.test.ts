import { FixedScope } from './fixed-scope';
import { Json } from '../../../local/json';
import { compileAccessLogFormat, hasOnlyTexts } from '../../../local/mapping/access-log-format';
import { compileContextFormat } from '../../../local/mapping/context-format';

describe('an access log format', () => {
  test.each([
    ['JSON', '{"id":"$context.requestId","ip":"$context.identity.sourceIp","at":$context.requestTimeEpoch}', '{"id":"r-1","ip":"1.2.3.4","at":1700000000000}'],
    ['CLF', '$context.identity.sourceIp - $context.identity.user [$context.requestId]', '1.2.3.4 - - [r-1]'],
    ['XML', '<r id="$context.requestId"><v>$context.nope</v></r>\n', '<r id="r-1"><v>-</v></r>'],
    ['CSV', '$context.requestId,${context.identity.sourceIp},$stageVariables.version', 'r-1,1.2.3.4,1.0'],
    ['a sentence', 'request $context.requestId.', 'request r-1.'],
    ['times of day', '$context.requestId:$context.identity.sourceIp:80', 'r-1:1.2.3.4:80'],
    ['claims with a colon', '"$context.authorizer.claims.cognito:username" ${context.authorizer.claims.custom:a-b} $context.authorizer.claims.sub: x', '"ann" acme -: x'],
    ['other dollar signs', '$5 $input.body #set($x)', '$5 $input.body #set($x)'],
  ])('%s', (_name, format, expected) => {
    expect(compileAccessLogFormat(format)(new FixedScope())).toBe(expected);
  });

  const scope = (value: Json): FixedScope => Object.assign(new FixedScope(), { context: () => value });
  const forged = 'x","status":"200\\';

  test.each([
    ['{"a":"$context.a","status":"$context.b"}', forged, { a: forged, status: forged }],
    ['{"a":"$context.a"}', '"', { a: '"' }],
    ['{"a":"$context.a"}', 'line\r\nbreak\u0000\t', { a: 'line\r\nbreak\u0000\t' }],
    ['{"a\\"":"$context.a"}', forged, { 'a"': forged }],
    ['{"a":"$context.a","b":$context.b}', { x: '"' }, { a: '{"x":"\\""}', b: { x: '"' } }],
    ['{"a":$context.error.messageString}', '"no \\"way\\""', { a: 'no "way"' }],
    ['\n { "a":\n "$context.a" }', 'b', { a: 'b' }],
  ])('%s stays JSON, whatever a caller sends', (format, value, expected) => {
    expect(JSON.parse(compileAccessLogFormat(format)(scope(value)))).toEqual(expected);
  });

  test('values in other formats are not escaped', () => {
    expect(compileAccessLogFormat('"$context.a"')(scope('say "hi" \\'))).toBe('"say "hi" \\"');
  });

  test('takes no more than one pass, however much white space a value has', () => {
    const value = `${' \t'.repeat(2_000_000)}x\n${' '.repeat(2_000_000)}y`;
    expect(compileAccessLogFormat('$context.a|')(scope(value))).toBe('x y|');
  });

  test('a value can not begin a line of its own', () => {
    expect(compileAccessLogFormat('$context.error.message')(new FixedScope())).toBe('no way');
  });
});

describe('the format of a gateway response', () => {
  test('knows parameters of the request, and leaves nothing behind for what is missing', () => {
    const format = compileContextFormat('$method.request.path.id $method.request.querystring.q $method.request.header.x-h[$context.nope]', '');
    expect(format(new FixedScope())).toBe('42 2 last[]');
  });
});

test.each<[string, boolean]>([
  ['{"requestId":"$context.requestId","status":"$context.status 4.29e2"}', true],
  ['{ "a": { "b": "$context.status" } }', true],
  ['{"status":$context.status}', false],
  ['{"status":429}', false],
  ['{"a":"\\u0034"}', false],
  ['$context.requestId "$context.status"', false],
])('whether a line of %s has only texts: %s', (format, expected) => expect(hasOnlyTexts(format)).toBe(expected));

test('variables that a group of scopes has in common are read once for each group, and print the same', () => {
  const routes = [{ path: '/a' }, { path: '/"b' }, undefined];
  const reads: string[] = [];
  const scope = (route: { path: string } | undefined, id: string): RoutedScope => Object.assign(new RoutedScope(), {
    route, context: (name: string) => (name === 'id' ? id : name === 'path' ? route?.path : undefined),
  });
  const text = '{"path":"$context.path","id":"$context.id","none":"$context.none","again":"$context.path!"}';
  const fast = compileAccessLogFormat<RoutedScope>(text, {
    variable: (name) => (given) => {
      reads.push(name);
      return given.context(name);
    },
    isFixed: (name) => name === 'path',
    group: ({ route }) => route,
  });
  const plain = compileAccessLogFormat(text);
  for (const id of ['1', '2']) for (const route of routes) expect(fast(scope(route, id))).toBe(plain(scope(route, id)));
  expect(reads.filter((name) => name === 'path')).toHaveLength(2 * routes.length);
});

class RoutedScope extends FixedScope {
  public readonly route: object | undefined = undefined;
}
