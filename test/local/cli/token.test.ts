import { parseToken } from '../../../local/cli/token';

test.each<[string, string[], object]>([
  ['nothing', [], {}],
  ['everything', [
    '--sub', 'ann', '--scope', 'orders/read', '--scope', 'orders/write', '--issuer', 'https://i/', '--audience', 'api', '--client-id', 'web', '--use', 'id', '--expires-in', '60',
  ], { sub: 'ann', scopes: ['orders/read', 'orders/write'], issuer: 'https://i/', audience: 'api', clientId: 'web', tokenUse: 'id', expiresInSeconds: 60 }],
  ['scopes in one word', ['--scope', 'a b,c'], { scopes: ['a', 'b', 'c'] }],
  ['claims of every kind', ['--claim', 'name=Ann', '--claim', 'admin=true', '--claim', 'level=3', '--claim', 'roles=["a"]', '--claim', 'note=a=b', '--claim', 'odd=[x'], {
    claims: { name: 'Ann', admin: true, level: 3, roles: ['a'], note: 'a=b', odd: '[x' },
  }],
  ['custom attributes, which are texts', ['--claim', 'custom:level=3'], { claims: { 'custom:level': '3' } }],
])('%s', (_, words, expected) => expect(parseToken(words)).toEqual(expected));

test.each([
  [['--subject', 'ann'], 'unknown option --subject; "apigateway-local help" lists all'],
  [['--scope'], '--scope needs a value'],
  [['--use', 'refresh'], '--use "refresh" is neither access nor id'],
  [['--expires-in', '1h'], '--expires-in "1h" is no number of seconds; give a whole number like 3600'],
  [['--expires-in=-5'], '--expires-in "-5" is no number of seconds; give a whole number like 3600'],
  [['--expires-in', '-5'], '--expires-in "-5" is no number of seconds; give a whole number like 3600'],
  [['--claim', 'admin'], '--claim "admin" is not of the form <name>=<value>, for example --claim custom:tier=gold'],
])('%p is refused in one line', (words, message) => expect(() => parseToken(words)).toThrow(message));
