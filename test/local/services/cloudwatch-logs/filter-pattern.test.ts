import fc from 'fast-check';
import { compileFilterPattern, LogLine } from '../../../../local/services/cloudwatch-logs/filter-pattern/compile-filter-pattern';

const fits = (pattern: string, line: string): boolean => compileFilterPattern(pattern)(new LogLine(line)) !== undefined;

describe('JSON', () => {
  const line = JSON.stringify({
    'status': 429, 'quoted': '429', 'path': '/orders/1', 'user': { id: 7, name: null, tags: ['a', 'b'] }, 'ok': true, 'off': false, 'price': 1.5, 'items': [{ sku: 'x' }, { sku: 'y' }], 'odd key': 'z',
  });

  test.each([
    '{ $.status = 429 }', '{$.status=429}', '{ $.quoted = "429" }', '{ $.quoted = 429 }', '{ $.status = 4* }', '{ $.status != 200 }', '{ $.status >= 429 }', '{ $.status > 400 && $.status < 500 }',
    '{ $.price <= 1.5 }', '{ $.price = 1.50 }', '{ $.price > 1e0 }', '{ $.path = "/orders/*" }', '{ $.path = /orders* }', '{ $.path = %^/orders/[0-9]+$% }', '{ $.path = * }',
    '{ $.user.id = 7 }', '{ $.user.name IS NULL }', '{ $.ok IS TRUE }', '{ $.off IS FALSE }', '{ $.user EXISTS }', '{ $.nothing NOT EXISTS }', '{ $.user.tags[1] = "b" }',
    '{ $.items[0].sku = "x" }', '{ $.items[*].sku = "y" }', '{ $.[\'odd key\'] = "z" }', '{ $["odd key"] = "z" }',
    '{ ($.status = 200) || ($.status = 429) }', '{ $.status = 200 || $.status = 429 && $.ok IS TRUE }', '{ ($.status = 429 || $.status = 200) && ($.path != "/health") }',
  ])('%s fits', (pattern) => expect(fits(pattern, line)).toBe(true));

  test.each([
    '{ $.status = 42 }', '{ $.status = 5* }', '{ $.status != 429 }', '{ $.status < 429 }', '{ $.path > 1 }', '{ $.nothing = 1 }', '{ $.nothing != 1 }', '{ $.user = 7 }', '{ $.user.name EXISTS && $.ok IS FALSE }',
    '{ $.nothing IS NULL }', '{ $.nothing EXISTS }', '{ $.status NOT EXISTS }', '{ $.items[2].sku = "x" }', '{ $.status = 429 && $.status = 200 }', '{ $.path = "/orders" }', '{ $.user.tags = "a" }',
  ])('%s does not fit', (pattern) => expect(fits(pattern, line)).toBe(false));

  test.each(['plain text', '[1]', '"text"', '{broken'])('a line that is no object does not fit: %s', (text) => expect(fits('{ $.a NOT EXISTS }', text)).toBe(false));

  test.each([
    ['{ }', 'its end'], ['{ status = 429 }', '"status"'], ['{ $.status }', '='], ['{ $.status == 429 }', '='], ['{ $.status < "x" }', 'fitting value'], ['{ ($.a = 1 }', 'its end'],
    ['{ $.a = %(x)% }', 'fitting value'], ['{ $.a = 1 $.b = 2 }', '$.b'], ['{ $.a = 1 && }', 'its end'],
  ])('%s is refused', (pattern, message) => {
    expect(() => compileFilterPattern(pattern)).toThrow(message);
    expect(() => compileFilterPattern(pattern)).toThrow(pattern.slice(2, 6).trim());
  });

  it('finds a number exactly when it is there', () => {
    fc.assert(fc.property(fc.integer(), fc.integer(), (wanted, found) => {
      expect(fits(`{ $.n = ${wanted} }`, JSON.stringify({ n: found }))).toBe(wanted === found);
      expect(fits(`{ $.n > ${wanted} }`, JSON.stringify({ n: found }))).toBe(found > wanted);
    }));
  });

  test.each([
    ['{ $.n = "429" }', '{"n":4.29e2}'], ['{ $.n = "429" }', '{"n":428.99999999999999999}'], ['{ $.n = "429" }', '{"n":"\\u003429"}'], ['{ $.n = "abc" }', '{"n":"a\\u0062c"}'],
    ['{ $.n = "100" || $.n = "x" }', '{"n":[0],"n":1E2}'], ['{ $.a.b[*] = "100" }', '{"a":{"b":[ 1e2]}}'],
  ])('%s fits however it is spelled: %s', (pattern, text) => expect(fits(pattern, text)).toBe(true));

  it('finds a text exactly when it is there, in whichever line', () => {
    const word = fc.oneof(fc.constantFrom('429', '-', 'a.b', '1e2', 'AUTHORIZER_FAILURE', 'AUTHORIZER_CONFIGURATION_ERROR', '12345678901234567', '1.2345678901234567e-7', '0'), fc.stringMatching(/^[\w.-]{1,4}$/));
    const value = fc.oneof(word, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean(), fc.string());
    fc.assert(fc.property(word, word, value, value, (left, right, a, b) => {
      const text = JSON.stringify({ a, b });
      expect(fits(`{ $.a = "${left}" }`, text)).toBe(String(a) === left);
      expect(fits(`{ $.a = "${left}" || $.b = "${right}" }`, text)).toBe(String(a) === left || String(b) === right);
      expect(fits(`{ $.a != "${left}" && $.b = "${right}" }`, text)).toBe(String(a) !== left && String(b) === right);
    }));
  });

  it('finds the same in a line that is known to hold only texts', () => {
    const text = fc.oneof(fc.constantFrom('429', '4.29e2', '-', '\\u0034', '"'), fc.string());
    fc.assert(fc.property(text, text, fc.constantFrom('429', '-', '4'), (a, b, word) => {
      const match = compileFilterPattern(`{ $.a = "${word}" || $.b = "${word}" }`);
      const written = JSON.stringify({ a, b });
      expect(match(new LogLine(written, true)) !== undefined).toBe(match(new LogLine(written)) !== undefined);
    }));
  });

  it('never throws for any line', () => {
    const pattern = compileFilterPattern('{ $.a.b[*] = 1 || $.a[0] NOT EXISTS }');
    fc.assert(fc.property(fc.jsonValue(), (value) => { pattern(new LogLine(JSON.stringify(value))); }));
  });
});

describe('fields between spaces', () => {
  const line = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

  test.each([
    '[ip, identity, user, timestamp, request, status, bytes]', '[ip, identity, user, timestamp, request, status = 404, bytes]', '[..., status = 4*, bytes]', '[ip, ..., bytes > 1000]',
    '[ip, ..., request = "*index.html*", status, bytes]', '[..., request = %GET%, status, bytes]', '[..., status = 404 || status = 410, bytes]', '[..., status = 4* && status != 403, bytes]', '[ip = 127.*, ...]',
  ])('%s fits', (pattern) => expect(fits(pattern, line)).toBe(true));

  test.each(['[ip, user]', '[..., status = 200, bytes]', '[ip, ..., bytes < 1000]', '[..., status = 404 && status = 410, bytes]', '[a, b, c, d, e, f, g, h]'])('%s does not fit', (pattern) => {
    expect(fits(pattern, line)).toBe(false);
  });

  test.each(['[a, ..., b, ...]', '[a = ]', '[a b]', '[a < x]'])('%s is refused', (pattern) => expect(() => compileFilterPattern(pattern)).toThrow("can't be read"));

  it('give their values by name', () => {
    expect(compileFilterPattern('[ip, ..., bytes]')(new LogLine(line))?.value('$bytes')).toBe('1534');
  });
});

describe('words', () => {
  test.each([
    ['', 'anything', true], ['ERROR', '[ERROR] disk full', true], ['ERROR', 'error', false], ['ERROR disk', '[ERROR] disk full', true], ['ERROR tape', '[ERROR] disk full', false],
    ['"disk full"', '[ERROR] disk full', true], ['"full disk"', '[ERROR] disk full', false], ['?ERROR ?WARN', 'WARN: low', true], ['?ERROR ?WARN', 'INFO', false], ['ERROR -disk', '[ERROR] disk full', false],
    ['ERROR -tape', '[ERROR] disk full', true], ['%E[A-Z]+R%', 'an ERROR', true], ['?WARN disk', 'disk', true], ['"a \\"quoted\\" word"', 'a "quoted" word', true],
  ])('%p and %p: %p', (pattern, line, expected) => expect(fits(pattern, line)).toBe(expected));
});
