import * as fc from 'fast-check';
import { Json } from '../../../local/json';
import { compileJsonPath } from '../../../local/mapping/json-path';

const DOCUMENT: Json = { a: 1, d: { 'x': 'y', 'n': null, 'two words': true }, h: [{ k: 1 }, { k: 2 }], c: [1, 2, 3], e: [] };

describe('a JSONPath', () => {
  test.each<[string, Json | undefined]>([
    ['$', DOCUMENT],
    ['$.a', 1],
    ['$.d.x', 'y'],
    ['$.d.n', null],
    ['$.d.n.deeper', undefined],
    ['$.d[\'two words\']', true],
    ['$["d"]["x"]', 'y'],
    ['$.h[0].k', 1],
    ['$.c[-1]', 3],
    ['$.c[10]', undefined],
    ['$.h[*].k', [1, 2]],
    ['$.e[*]', []],
    ['$..k', [1, 2]],
    ['$.d.*', ['y', null, true]],
    ['$.missing', undefined],
    ['$.a.b', undefined],
    ['$.c.length', undefined],
  ])('%s', (path, expected) => {
    expect(compileJsonPath(path)(DOCUMENT)).toEqual(expected);
  });

  test.each(['a', '', '$.h[?(@.k > 1)]', '$.c[0:2]', '$.c.length()', '$.'])('%j is refused when it is compiled', (path) => {
    expect(() => compileJsonPath(path)).toThrow(`can't read the JSONPath ${JSON.stringify(path)}`);
  });

  test.each(['__proto__', 'constructor', 'toString'])('never reaches the inherited member %s', (name) => {
    expect(compileJsonPath(`$.${name}`)({ a: 1 })).toBeUndefined();
    expect(compileJsonPath(`$['${name}'].x`)(JSON.parse(`{"${name}": {"x": 7}}`) as Json)).toBe(7);
  });

  test('leads to every member by its quoted name', () => {
    fc.assert(fc.property(fc.string(), fc.jsonValue(), (name, value) => {
      const quoted = name.replace(/[\\']/g, '\\$&');
      const document = JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(value)}}`) as Json;
      expect(JSON.stringify(compileJsonPath(`$['${quoted}']`)(document))).toBe(JSON.stringify(value));
    }));
  });
});
