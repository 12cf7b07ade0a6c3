import { method, methodOf, request } from './validation-request';
import { compileRequestValidator } from '../../../../local/gateway/validation/request-validator';
import { JsonObject } from '../../../../local/json';

const order: JsonObject = { type: 'object', required: ['item'], properties: { item: { type: 'string' } } };

describe('parameters', () => {
  const validate = compileRequestValidator(method({
    validateBody: false,
    requestParameters: new Map([
      ['method.request.querystring.qs1', true],
      ['method.request.path.issuer', true],
      ['method.request.header.X-Header-Param', true],
      ['method.request.querystring.optional', false],
    ]),
  }));
  const complete = { headers: { 'x-header-PARAM': '1' }, path: { issuer: 'me' }, query: { qs1: ['a'] } };

  test('all there: the request passes', () => {
    expect(validate(request(complete))).toBeUndefined();
  });

  test('what is missing is listed: headers, then path, then query', () => {
    expect(validate(request({}))).toEqual({
      responseType: 'BAD_REQUEST_PARAMETERS',
      message: 'Missing required request parameters: [X-Header-Param, issuer, qs1]',
      errorType: 'BadRequestException',
      reason: 'required, but missing or blank: header X-Header-Param, path issuer, querystring qs1',
    });
  });

  test.each([
    ['a header', { ...complete, headers: { 'X-Header-Param': ' ' } }, 'X-Header-Param'],
    ['a path parameter', { ...complete, path: { issuer: '' } }, 'issuer'],
    ['a query parameter', { ...complete, query: { qs1: ['', ''] } }, 'qs1'],
    ['a query parameter in other letters', { ...complete, query: { QS1: ['a'] } }, 'qs1'],
  ])('%s that is blank counts as missing', (_, given, name) => {
    expect(validate(request(given))?.message).toBe(`Missing required request parameters: [${name}]`);
  });

  test('are judged before the body', () => {
    const both = compileRequestValidator({ ...methodOf(order), requestParameters: new Map([['method.request.header.h', true]]) });
    expect(both(request({ body: 'x' }))?.responseType).toBe('BAD_REQUEST_PARAMETERS');
    expect(both(request({ body: 'x', headers: { h: '1' } }))?.responseType).toBe('BAD_REQUEST_BODY');
  });

  test('a validator that is off lets everything pass', () => {
    const declared = { ...methodOf(order), requestParameters: new Map([['method.request.header.h', true]]) };
    const off = compileRequestValidator({ ...declared, validateBody: false, validateParameters: false });
    expect(off(request({ body: 'x' }))).toBeUndefined();
  });
});

describe('body', () => {
  test('that breaks its model is refused with the texts of the service', () => {
    expect(compileRequestValidator(methodOf(order))(request({ body: '{"other": "secret value"}' }))).toEqual({
      responseType: 'BAD_REQUEST_BODY',
      message: 'Invalid request body',
      errorType: 'BadRequestException',
      validationError: '[object has missing required properties (["item"])]',
      reason: 'the body does not match the model for application/json at the body itself (required)',
    });
  });

  test('the reason tells where, and quotes nothing of the body', () => {
    const nested: JsonObject = { properties: { lines: { items: { properties: { 'a/b': { type: 'integer' }, 'pin': { maxLength: 2 } } } } } };
    const refusal = compileRequestValidator(methodOf(nested))(request({ body: '{"lines":[{},{"a/b":"secret","pin":"secret"}]}' }));
    expect(refusal?.reason).toBe('the body does not match the model for application/json at /lines/1/a~1b (type), /lines/1/pin (maxLength)');
    expect(refusal?.validationError).toBe('[instance type (string) does not match any allowed primitive type (allowed: ["integer"]), '
      + 'string "secret" is too long (length: 6, maximum allowed: 2)]');
  });

  test.each(['', '{', '{"item": "x"} x', 'undefined'])('%j is no JSON', (body) => {
    expect(compileRequestValidator(methodOf(order))(request({ body }))).toMatchObject({
      message: 'Invalid request body', validationError: '[Unknown error parsing request body]',
    });
  });

  test.each<[string, string | undefined, boolean]>([
    ['its own', 'application/json', true],
    ['its own, with parameters and in other letters', 'Application/JSON; charset=utf-8', true],
    ['none, which means JSON', undefined, true],
    ['another', 'text/plain', false],
    ['one that only starts like it', 'application/json+x', false],
  ])('is validated by content type: %s', (_, contentType, validated) => {
    const headers: Record<string, string> = contentType === undefined ? {} : { 'Content-Type': contentType };
    expect(compileRequestValidator(methodOf(order))(request({ headers, body: '{}' })) !== undefined).toBe(validated);
  });

  test('of any other content type is validated by the $default model', () => {
    const validate = compileRequestValidator(methodOf(order, '$default'));
    expect(validate(request({ headers: { 'content-type': 'text/plain' }, body: '{}' }))?.message).toBe('Invalid request body');
  });

  test('without a model is not validated', () => {
    expect(compileRequestValidator(method({}))(request({ body: '{' }))).toBeUndefined();
  });

  test('models may refer to themselves', () => {
    const children: JsonObject = { type: 'array', items: { $ref: '#/definitions/Node' } };
    const tree: JsonObject = {
      $schema: 'http://json-schema.org/draft-04/schema#',
      $ref: '#/definitions/Node',
      definitions: { Node: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, children } } },
    };
    const validate = compileRequestValidator(methodOf(tree));
    expect(validate(request({ body: '{"name":"a","children":[{"name":"b","children":[]}]}' }))).toBeUndefined();
    expect(validate(request({ body: '{"name":"a","children":[{"children":[]}]}' }))?.validationError).toBe('[object has missing required properties (["name"])]');
  });

  test('models of two methods may have the same id', () => {
    const named = (type: string): JsonObject => ({ id: 'http://example.com/model', type });
    const [text, list] = [compileRequestValidator(methodOf(named('string'))), compileRequestValidator(methodOf(named('array')))];
    expect([text(request({ body: '""' })), list(request({ body: '[]' }))]).toEqual([undefined, undefined]);
    expect(list(request({ body: '""' }))).toBeDefined();
  });

  test('hostile member names are members', () => {
    const validate = compileRequestValidator(methodOf({ required: ['__proto__', 'constructor'], additionalProperties: false, properties: {} }));
    expect(validate(request({ body: '{}' }))?.validationError).toBe('[object has missing required properties (["__proto__","constructor"])]');
    expect(validate(request({ body: '{"__proto__":1,"constructor":2}' }))?.validationError)
      .toBe('[object instance has properties which are not allowed by the schema: ["__proto__","constructor"]]');
  });
});

test.each<[string, JsonObject, string]>([
  ['an unknown type', { type: 'strin' }, 'type must be JSONType'],
  ['a reference to nothing', { $ref: '#/definitions/None' }, "can't resolve reference #/definitions/None"],
  ['a broken pattern', { pattern: '[' }, 'Invalid regular expression'],
])('a model with %s is refused with the method and the cause', (_, schema, cause) => {
  expect(() => compileRequestValidator(methodOf(schema))).toThrow(cause);
  expect(() => compileRequestValidator(methodOf(schema))).toThrow('the request model of PostOrders for application/json is no JSON Schema of draft 4');
});

describe('unique items', () => {
  const validate = compileRequestValidator(methodOf({ type: 'array', uniqueItems: true }));

  test.each<[string, boolean]>([
    ['[]', true], ['[1]', true], ['[1, 1.0]', false], ['[1, "1"]', true], ['[null, null]', false], ['[0, false, "", null]', true],
    ['[{"a": 1, "b": [2]}, {"b": [2], "a": 1}]', false], ['[{"a": 1}, {"a": 2}]', true], ['[[1, 2], [2, 1]]', true], ['["a", "b", "a"]', false],
  ])('%s: %s', (body, unique) => {
    const refusal = validate(request({ body }));
    if (unique) expect(refusal).toBeUndefined();
    else expect(refusal?.validationError).toBe('[array must not contain duplicate elements]');
  });

  test('are told apart in one pass', () => {
    const body = JSON.stringify(Array.from({ length: 60_000 }, (_value, index) => ({ a: index })));
    expect(validate(request({ body }))).toBeUndefined();
  });

  test('are not asked for by uniqueItems: false', () => {
    expect(compileRequestValidator(methodOf({ uniqueItems: false }))(request({ body: '[1, 1]' }))).toBeUndefined();
  });
});

test('of several content types the last one counts, as it does for the function behind', () => {
  const validate = compileRequestValidator(methodOf({ type: 'object' }));
  const sent = (...values: string[]): ReturnType<typeof request> => ({ ...request({ body: '1' }), headers: new Map([['content-type', { name: 'Content-Type', values }]]) });
  expect(validate(sent('text/plain', 'application/json'))?.message).toBe('Invalid request body');
  expect(validate(sent('application/json', 'text/plain'))).toBeUndefined();
});
