import { FixedScope } from './fixed-scope';
import { compileMappingExpression } from '../../../local/mapping/mapping-expression';

describe('a mapping expression', () => {
  test.each<[string, string | readonly string[] | undefined]>([
    ['method.request.header.X-H', 'last'],
    ['method.request.multivalueheader.X-H', ['first', 'last']],
    ['method.request.header.none', undefined],
    ['method.request.querystring.q', '2'],
    ['method.request.multivaluequerystring.q', ['1', '2']],
    ['method.request.path.id', '42'],
    ['method.request.body', new FixedScope().payload()],
    ['method.request.body.pets[0].name', 'Rex'],
    ['method.request.body.pets[0]', '{"name":"Rex"}'],
    ['method.request.body.$.pets[0].name', 'Rex'],
    ['method.request.body.n', undefined],
    ['method.request.body.none', undefined],
    ['integration.response.header.Location', '/b'],
    ['integration.response.multivalueheader.location', ['/a', '/b']],
    ['integration.response.body.pets[0].name', 'Rex'],
    ['stageVariables.version', '1.0'],
    ['stageVariables.none', undefined],
    ['context.requestId', 'r-1'],
    ['context.requestTimeEpoch', '1700000000000'],
    ['context.nope', undefined],
    ['\'*\'', '*'],
    ['\'it\'s\'', 'it\'s'],
    ['\'\'', ''],
  ])('%s', (expression, expected) => {
    expect(compileMappingExpression(expression)(new FixedScope())).toEqual(expected);
  });

  test('finds nothing in a body that is no JSON', () => {
    expect(compileMappingExpression('method.request.body.a')(new FixedScope('plain text'))).toBeUndefined();
  });

  test.each(['', 'text', 'method.request.cookie.a', 'integration.response.path.a', 'true', '\'open'])('%j is refused when it is compiled', (expression) => {
    expect(() => compileMappingExpression(expression)).toThrow(`can't read the mapping expression ${JSON.stringify(expression)}`);
  });
});
