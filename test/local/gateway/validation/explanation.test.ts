import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { methodOf, request } from './validation-request';
import { explain } from '../../../../local/gateway/validation/explanation';
import { compileRequestValidator } from '../../../../local/gateway/validation/request-validator';
import { Json, JsonObject } from '../../../../local/json';

/** Answers of json-schema-validator 2.2.14, whose texts the service returns. */
const cases = JSON.parse(fs.readFileSync(path.join(__dirname, 'recorded-errors.json'), 'utf8')) as { schema: JsonObject; body: Json; errors: string[] }[];

test.each(cases)('$schema on $body', ({ schema, body, errors }) => {
  expect(explain(schema, body).map(({ message }) => message)).toEqual(errors);
  const refusal = compileRequestValidator(methodOf(schema))(request({ body: JSON.stringify(body) }));
  expect(refusal?.validationError).toBe(errors.length === 0 ? undefined : `[${errors.join(', ')}]`);
});

const names = fc.constantFrom('a', 'b', 'c');
const membersOf = <T extends Json>(keys: fc.Arbitrary<string>, values: fc.Arbitrary<T>) =>
  fc.dictionary(keys, values, { maxKeys: 3, noNullPrototype: true });
const { value: bodies } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.constantFrom(null, true, 0, 1, 2.5, 3, '', 'a', 'abc'),
    fc.array(tie('value'), { maxLength: 3 }), membersOf(names, tie('value'))),
}));
const types = fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object');
const { schema: schemas } = fc.letrec<{ schema: JsonObject }>((tie) => {
  const many = fc.array(tie('schema'), { minLength: 1, maxLength: 3 });
  return {
    schema: fc.oneof({ maxDepth: 3 }, fc.constant({}), fc.record<JsonObject>({
      type: fc.oneof(types, fc.uniqueArray(types, { minLength: 1, maxLength: 3 })),
      enum: fc.uniqueArray(fc.constantFrom(null, 1, 'a', 'b'), { minLength: 1 }),
      minimum: fc.nat(3),
      maximum: fc.nat(3),
      multipleOf: fc.constantFrom(0.5, 1, 2),
      minLength: fc.nat(2),
      maxLength: fc.nat(2),
      pattern: fc.constantFrom('^a', 'b'),
      minItems: fc.nat(2),
      maxItems: fc.nat(2),
      uniqueItems: fc.boolean(),
      items: fc.oneof(tie('schema'), many),
      additionalItems: fc.oneof(fc.boolean(), tie('schema')),
      required: fc.uniqueArray(names, { minLength: 1 }),
      minProperties: fc.nat(2),
      maxProperties: fc.nat(2),
      properties: membersOf(names, tie('schema')),
      patternProperties: membersOf(fc.constantFrom('^a', '[bc]'), tie('schema')),
      additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
      dependencies: membersOf(names, fc.oneof(tie('schema'), fc.uniqueArray(names, { minLength: 1 }))),
      allOf: many,
      anyOf: many,
      oneOf: many,
      not: tie('schema'),
    }, { requiredKeys: [] })),
  };
});

test('whatever the validator refuses is explained, and nothing else', () => {
  fc.assert(fc.property(schemas, bodies, (schema, body) => {
    const refusal = compileRequestValidator(methodOf(schema))(request({ body: JSON.stringify(body) }));
    expect(explain(schema, body).length > 0).toBe(refusal !== undefined);
  }), { numRuns: 500 });
});
