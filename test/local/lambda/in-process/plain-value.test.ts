import * as fc from 'fast-check';
import { isPlainValue } from '../../../../local/lambda/in-process/plain-value';

class Point {
  public readonly x = 1;
}

describe('a value that need not become JSON', () => {
  it.each<[string, unknown]>([
    ['a response', { statusCode: 200, headers: { 'content-type': 'text/plain' }, body: 'hello', isBase64Encoded: false }],
    ['an empty object', {}],
    ['null members', { body: null }],
  ])('%s', (_name, value) => expect(isPlainValue(value)).toBe(true));

  it.each<[string, unknown]>([
    ['a text', 'hello'],
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a date', { body: new Date(0) }],
    ['an undefined member, which JSON leaves out', { body: undefined }],
    ['a number that JSON has not', { statusCode: NaN }],
    ['a big integer', { statusCode: 1n }],
    ['a function', { body: () => 1 }],
    ['a symbol', { body: Symbol('x') }],
    ['an instance', new Point()],
    ['an instance inside', { body: new Point() }],
    ['a way of its own to become JSON', { body: 'x', toJSON: () => 1 }],
    ['such a way inside', { headers: { toJSON: () => 1 } }],
    ['a hidden way', Object.defineProperty({}, 'toJSON', { value: () => 1 })],
    ['what is nested deeper', { a: { b: {} } }],
    ['no prototype', Object.create(null)],
    ['a prototype of its own', Object.create({ body: 'inherited' })],
    ['a large text', { body: 'x'.repeat(1_000_001) }],
    ['many members', Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`m${index}`, 1]))],
  ])('is not %s', (_name, value) => expect(isPlainValue(value)).toBe(false));

  it('is the same before and after', () => {
    const strange = { withDate: true, withBigInt: true, withNullPrototype: true, withBoxedValues: true, withSparseArray: true };
    const anything = fc.anything({ ...strange, maxDepth: 3 });
    const member = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), anything);
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.oneof(member, fc.dictionary(fc.string(), member))), (value) => {
      if (isPlainValue(value)) expect(withoutSign(value)).toEqual(JSON.parse(JSON.stringify(value)));
    }), { numRuns: 2000 });
  });
});

/** Zero has no sign in JSON. */
function withoutSign(value: object): unknown {
  return Object.fromEntries(Object.entries(value).map(([name, member]: [string, unknown]) => [
    name, Object.is(member, -0) ? 0 : typeof member === 'object' && member !== null ? withoutSign(member) : member,
  ]));
}
