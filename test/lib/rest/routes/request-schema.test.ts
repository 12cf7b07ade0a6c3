import Ajv from 'ajv-draft-04';
import { Lazy, Token } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { newApi, propertiesOf } from '../../fixture';

/** Schemas as plain JSON, since most of what is wrong with them has no type. */
const addWith = (requestSchema: object) => newApi().addRoute('POST /a', { mockResponse: {}, requestSchema: requestSchema as apigateway.JsonSchema });
const property = (schema: unknown): object => ({ type: 'object', properties: { a: schema } });

test.each<[string, object, string]>([
  ['a bound of draft 6', property({ type: 'integer', exclusiveMinimum: 5 }), 'requestSchema.properties.a.exclusiveMinimum of route "POST /a" is 5; draft 4 of JSON Schema, which API Gateway validates, takes true or false, beside the number of minimum; write minimum: 5 and exclusiveMinimum: true'],
  ['a bound without number', property({ exclusiveMaximum: true }), 'requestSchema.properties.a of route "POST /a" has exclusiveMaximum, which says how maximum is meant, without maximum; give maximum too'],
  ['an unknown type', { type: 'objekt' }, 'requestSchema.type of route "POST /a" is "objekt"; draft 4 of JSON Schema, which API Gateway validates, takes one of null, boolean, object, array, number, integer, string, or a list'],
  ['an unknown type in a list', property({ type: ['string', 'nil'] }), 'requestSchema.properties.a.type of route "POST /a" is ["string","nil"]; '],
  ['a reference to nothing', { ...property({ ref: '#/definitions/itme' }), definitions: { item: {} } }, 'requestSchema.properties.a.ref of route "POST /a" is "#/definitions/itme", where the schema has nothing that could validate; its definitions are item'],
  ['a reference without definitions', property({ $ref: '#/definitions/item' }), 'add definitions to requestSchema'],
  ['a reference that is no pointer', property({ ref: '#item%' }), '"#item%", where the schema has nothing'],
  ['a reference to a file', property({ ref: 'item.json' }), 'takes a place in this schema, like "#/definitions/item", or a model'],
  ['a constant', property({ const: 'x' }), 'requestSchema.properties.a.const of route "POST /a" is "x", but draft 4 of JSON Schema, which API Gateway validates, has no const; write enum: ["x"]'],
  ['a condition', { if: {}, then: {} }, 'has no if; write the cases with oneOf or anyOf'],
  ['contains, which the type allows', { items: [{}, { contains: {} }] }, 'requestSchema.items[1].contains of route'],
  ['an example', { allOf: [{ example: 1 }] }, 'requestSchema.allOf[0].example of route "POST /a" is 1, but draft 4'],
  ['a misspelt keyword', { propertys: {} }, 'has no propertys'],
  ['draft 7 inside', property({ $schema: 'http://json-schema.org/draft-07/schema#' }), 'draft 4 only, use JsonSchemaVersion.DRAFT4'],
  ['nothing required', { required: [] }, 'requestSchema.required of route "POST /a" is []; '],
  ['a pattern that is none', property({ pattern: '[a' }), 'requestSchema.properties.a.pattern of route "POST /a" is "[a"; '],
  ['a name pattern that is none', { patternProperties: { '(': {} } }, 'requestSchema.patternProperties.( of route'],
  ['a schema that is none', { items: true }, 'requestSchema.items of route "POST /a" is true; draft 4 of JSON Schema, which API Gateway validates, takes a schema or a list of schemas'],
])('%s is refused with its place and the fix', (_, schema, message) => {
  expect(() => addWith(schema)).toThrow(message);
});

/** What both must refuse; what only API Gateway refuses (unknown keywords, references) is above. */
const wrongValues: ReadonlyArray<readonly [string, readonly unknown[]]> = [
  ['type', [[], ['string', 'string'], null]],
  ['required', [true, ['a', 'a'], [1]]],
  ['enum', [[], 'x', [1, 1]]],
  ['multipleOf', [0, -1, '2']],
  ['minimum', ['1']],
  ['maxLength', [-1, 1.5, '3']],
  ['uniqueItems', ['yes']],
  ['items', [[], 1]],
  ['additionalItems', [1]],
  ['additionalProperties', ['no']],
  ['properties', [[], { a: 1 }]],
  ['dependencies', [{ a: [] }, { a: 'b' }]],
  ['anyOf', [[], {}]],
  ['not', [true]],
  ['title', [1]],
  ['definitions', [{ a: null }]],
];

test.each(wrongValues.flatMap(([keyword, values]) => values.map((value) => [keyword, value] as const)))('%s of %j is refused, as the meta schema of draft 4 does', (keyword, value) => {
  expect(new Ajv().validateSchema({ [keyword]: value })).toBe(false);
  expect(() => addWith({ [keyword]: value })).toThrow(`requestSchema.${keyword}`);
});

test('all that draft 4 knows is written as it is', () => {
  const schema = {
    id: 'http://example.com/order',
    title: 't',
    description: 'd',
    type: ['object', 'null'],
    default: { const: 1 },
    minProperties: 0,
    maxProperties: 9,
    required: ['a'],
    properties: {
      a: { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 9.5, exclusiveMaximum: false, multipleOf: 0.5, enum: [1, null, { if: 1 }] },
      const: { type: 'string', minLength: 1, maxLength: 3, pattern: '^a', format: 'date-time' },
      list: { type: 'array', items: [{}, { $ref: '#' }], additionalItems: false, minItems: 1, maxItems: 2, uniqueItems: true },
      each: { items: { $ref: '#/definitions/a~1b%20c/properties/x' } },
    },
    patternProperties: { '^x': {} },
    additionalProperties: { not: {} },
    dependencies: { a: ['const'], list: { anyOf: [{}], oneOf: [{}], allOf: [{}] } },
    definitions: { 'a/b c': { properties: { x: {} } } },
  };
  expect(new Ajv({ strict: false }).validateSchema(schema)).toBe(true);
  const api = newApi({ routes: { 'POST /a': { mockResponse: {}, requestSchema: schema as unknown as apigateway.JsonSchema } } });
  expect(propertiesOf(api, 'AWS::ApiGateway::Model')).toEqual([expect.objectContaining({ Schema: { ...schema, $schema: apigateway.JsonSchemaVersion.DRAFT4 } })]);
});

test('models of API Gateway may be referred to, and what is known at deployment only is not judged', () => {
  const { api } = newApi();
  const deployed = Lazy.any({ produce: () => ({ type: 'object' }) });
  const schemas: object[] = [
    { ref: `https://apigateway.amazonaws.com/restapis/${api.restApiId}/models/Order` },
    { ref: 'https://apigateway.amazonaws.com/restapis/abc123/models/Order' },
    { ref: '#/definitions/deployed/properties/a', definitions: { deployed } },
    { enum: [deployed, deployed], type: [Token.asString(deployed), 'null'], properties: { a: undefined } },
    { maxLength: Token.asNumber(deployed), required: Token.asList(deployed), properties: deployed, not: deployed },
  ];
  for (const schema of schemas) expect(() => addWith(schema)).not.toThrow();
});
