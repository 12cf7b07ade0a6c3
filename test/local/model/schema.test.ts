import Ajv from 'ajv-draft-04';
import { ROOT, first, methodOf, modelOf, ordersApi, part } from './temporary-model';
import { JsonObject } from '../../../local/json';

const modelUrl = (name: string): object => ({ 'Fn::Join': ['', ['https://apigateway.amazonaws.com/restapis/', { Ref: 'Api' }, `/models/${name}`]] });
const model = (name: string, schema: unknown): object => part('Model', { Name: name, ContentType: 'application/json', Schema: schema });

/** Schema of a method whose body has the given model. */
async function schemaOf(name: unknown, models: Record<string, object>): Promise<JsonObject> {
  const post = part('Method', { ResourceId: ROOT, HttpMethod: 'POST', RequestModels: { 'application/json': name } });
  const { restApis } = await modelOf({ ...ordersApi, ...models, Post: post });
  const schema = methodOf(first(restApis), 'POST /').requestModels.get('application/json');
  if (!schema) throw new Error('no schema');
  return schema;
}

const accepts = (schema: JsonObject, value: unknown): boolean => new Ajv({ strict: false }).compile(schema)(value);

test('a reference to another model is resolved within the schema', async () => {
  const schema = await schemaOf({ Ref: 'List' }, { List: model('List', { type: 'array', items: { $ref: modelUrl('Order') } }), Order: model('Order', { type: 'object', required: ['id'] }) });
  expect([accepts(schema, [{ id: 1 }]), accepts(schema, [{}])]).toEqual([true, false]);
});

test('models may refer to one another in circles, and to themselves', async () => {
  const schema = await schemaOf({ Ref: 'A' }, {
    A: model('A', { type: 'object', required: ['a'], properties: { b: { $ref: modelUrl('B') } } }),
    B: model('B', { type: 'object', properties: { a: { $ref: modelUrl('A') }, self: { $ref: '#' } } }),
  });
  expect(accepts(schema, { a: 1, b: { self: { a: { a: 1 } } } })).toBe(true);
  expect(accepts(schema, { a: 1, b: { self: { a: {} } } })).toBe(false);
});

test('own definitions keep their meaning in both models, also under the name of a model', async () => {
  const schema = await schemaOf({ Ref: 'A' }, {
    A: model('A', { type: 'object', properties: { own: { $ref: '#/definitions/B' }, other: { $ref: modelUrl('B') } }, definitions: { B: { type: 'number' } } }),
    B: model('B', { type: 'object', properties: { x: { $ref: '#/definitions/x' } }, definitions: { x: { type: 'boolean' } } }),
  });
  expect([accepts(schema, { own: 1, other: { x: true } }), accepts(schema, { own: 'x' }), accepts(schema, { other: { x: 1 } })]).toEqual([true, false, false]);
});

test('the models that every API has are there', async () => {
  expect(accepts(await schemaOf('Empty', {}), {})).toBe(true);
  expect(accepts(await schemaOf('Error', {}), { message: 1 })).toBe(false);
});

test('a schema may be written as text', async () => {
  expect(accepts(await schemaOf({ Ref: 'A' }, { A: model('A', '{"type":"number"}') }), 'x')).toBe(false);
});

test('a reference to a model that is not there is refused', async () => {
  await expect(schemaOf({ Ref: 'A' }, { A: model('A', { $ref: modelUrl('Gone') }) })).rejects.toThrow(/the API has no model "Gone"; .*expected one of A/);
});
