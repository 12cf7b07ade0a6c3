import AjvDraft04 from 'ajv-draft-04';
import * as fc from 'fast-check';
import { patternSample } from '../../../local/console/pattern-sample';
import { sample } from '../../../local/console/schema-sample';
import { JsonObject } from '../../../local/json';

const ajv = new AjvDraft04({ strict: false, validateFormats: false });

const order: JsonObject = {
  type: 'object',
  required: ['items'],
  properties: {
    items: { type: 'array', minItems: 1, items: { $ref: '#/definitions/item' } },
    note: { type: 'string' },
  },
  definitions: {
    item: {
      type: 'object',
      required: ['sku', 'quantity'],
      properties: { sku: { type: 'string', pattern: '^[A-Z0-9-]{3,20}$' }, quantity: { type: 'integer', minimum: 1 } },
    },
  },
};

it('makes the smallest body that a schema accepts', () => {
  expect(sample(order)).toEqual({ items: [{ sku: 'AAA', quantity: 1 }] });
});

test.each<readonly [string, JsonObject]>([
  ['an order', order],
  ['an enumeration', { enum: ['b', 'a'] }],
  ['a default', { type: 'string', default: 'x' }],
  ['a long string', { type: 'string', minLength: 20 }],
  ['a short string', { type: 'string', maxLength: 3 }],
  ['a pattern with a length', { type: 'string', pattern: '^[a-z]*$', minLength: 9 }],
  ['a range', { type: 'integer', minimum: 10, maximum: 12 }],
  ['a range without its ends', { type: 'integer', minimum: 10, exclusiveMinimum: true, maximum: 12 }],
  ['a negative range', { type: 'integer', maximum: -5 }],
  ['a narrow range', { type: 'number', minimum: 0.1, maximum: 0.2, exclusiveMinimum: true }],
  ['a multiple', { type: 'integer', minimum: 3, multipleOf: 5 }],
  ['distinct numbers', { type: 'array', uniqueItems: true, minItems: 3, items: { type: 'integer' } }],
  ['distinct strings', { type: 'array', uniqueItems: true, minItems: 3, items: { type: 'string' } }],
  ['a tuple', { type: 'array', minItems: 2, items: [{ type: 'boolean' }, { type: 'null' }] }],
  ['all of', { allOf: [{ type: 'object', required: ['a'], properties: { a: { type: 'integer' } } }, { required: ['b'], properties: { b: { type: 'boolean' } } }] }],
  ['one of', { oneOf: [{ type: 'integer' }, { type: 'string' }] }],
  ['any of', { anyOf: [{ type: 'object', required: ['a'] }, { type: 'string' }] }],
  ['several types', { type: ['null', 'string'] }],
  ['properties that are not described', { type: 'object', required: ['a'] }],
  ['a least number of properties', { type: 'object', minProperties: 1, properties: { a: { type: 'string' } } }],
  ['no type', { properties: { a: { type: 'string' } }, required: ['a'] }],
  ['anything', {}],
])('the sample of %s passes the schema', (_name, schema) => {
  const value = sample(schema);
  const validate = ajv.compile(schema);
  expect([value, validate(value)]).toEqual([value, true]);
});

it('ends for a schema that holds itself', () => {
  const tree: JsonObject = { type: 'object', required: ['child'], properties: { child: { $ref: '#' } } };
  expect(JSON.stringify(sample(tree))).toContain('{}');
  expect(sample({ $ref: '#' })).toBeDefined();
  expect(sample({ allOf: [{ $ref: '#' }] })).toBeDefined();
});

it('never fails, whatever the schema', () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom('type', 'items', 'properties', 'required', 'enum', 'allOf', '$ref', 'pattern', 'minItems', 'minimum'), fc.jsonValue()), (schema) => {
    expect(sample(schema as JsonObject)).not.toBeUndefined();
  }));
});

test.each([
  '^[A-Z0-9-]{3,20}$', '^\\d{4}-\\d{2}-\\d{2}$', '^(free|pro)$', '^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$', '^a+b*c?$', '^(?:[a-f0-9]{2}:){5}[a-f0-9]{2}$', '\\w+', '^$', '^[\\w.-]+$', '^.{8,}$',
])('finds a text for %s', (pattern) => {
  expect(patternSample(pattern)).toMatch(new RegExp(pattern, 'u'));
});

test.each(['^(?=x)a$', '(a)\\1b(', '[', '^\\p{Lu}{3}$'])('gives none for %s rather than a wrong one', (pattern) => {
  expect(patternSample(pattern)).toBeUndefined();
});
