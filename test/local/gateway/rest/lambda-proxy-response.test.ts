import * as fc from 'fast-check';
import { isMalformed, readLambdaProxyResponse } from '../../../../local/gateway/rest/integrations/lambda/lambda-proxy-response';
import { Json } from '../../../../local/json';

/** Once from the text, and once from the value; both must say the same. */
const read = (value: Json, isBinaryAccepted = false): ReturnType<typeof readLambdaProxyResponse> => {
  const payload = JSON.stringify(value);
  const result = readLambdaProxyResponse({ payload }, isBinaryAccepted);
  expect(readLambdaProxyResponse({ payload, value }, isBinaryAccepted)).toEqual(result);
  return result;
};

describe('a response of a proxy function', () => {
  test.each<[string, Json, number, string, string[]]>([
    ['an empty object', {}, 200, '', []],
    ['only a status', { statusCode: 204 }, 204, '', []],
    ['a status as text', { statusCode: '201' }, 201, '', []],
    ['null members', { statusCode: 200, headers: null, multiValueHeaders: null, body: null }, 200, '', []],
    ['a body', { body: 'hi' }, 200, 'hi', []],
    ['a number as body', { body: 7 }, 200, '7', []],
    ['scalars as header values', { headers: { a: 'x', b: true, c: 7, d: null } }, 200, '', ['a', 'x', 'b', 'true', 'c', '7']],
    ['several values', { multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] } }, 200, '', ['set-cookie', 'a=1', 'set-cookie', 'b=2']],
    ['both maps', { multiValueHeaders: { 'test-multi': ['multi'] }, headers: { 'test-multi': 'solo' } }, 200, '', ['test-multi', 'multi', 'test-multi', 'solo']],
    ['both maps in different case', { multiValueHeaders: { 'tesT-Multi': ['multi'] }, headers: { 'test-multi': 'solo' } }, 200, '', ['tesT-Multi', 'multi', 'test-multi', 'solo']],
    ['one pair in both maps', { multiValueHeaders: { a: ['1', '2'] }, headers: { A: '2' } }, 200, '', ['a', '1', 'a', '2']],
    ['headers of the gateway', { headers: { 'Content-Length': '5', 'Date': 'today', 'WWW-Authenticate': 'Basic', 'Transfer-Encoding': 'chunked' } }, 200, '',
      ['x-amzn-Remapped-Content-Length', '5', 'x-amzn-Remapped-Date', 'today', 'x-amzn-Remapped-WWW-Authenticate', 'Basic']],
  ])('%s', (_name, value, status, body, headers) => {
    expect(read(value)).toEqual({ status, body, headers: [...headers, 'Content-Type', 'application/json'] });
  });

  test('keeps its content type, one of them', () => {
    expect(read({ headers: { 'content-type': 'text/html' }, multiValueHeaders: { 'Content-Type': ['text/plain'] } })).toMatchObject({ headers: ['Content-Type', 'text/plain'] });
  });

  test('is decoded only for a caller that takes binary', () => {
    const value = { body: 'dGVzdC1kYXRh', isBase64Encoded: true };
    expect(read(value, true)).toMatchObject({ body: Buffer.from('test-data') });
    expect(read(value, false)).toMatchObject({ body: 'dGVzdC1kYXRh' });
    expect(read({ body: 'dGVzdC1kYXRh' }, true)).toMatchObject({ body: 'dGVzdC1kYXRh' });
  });

  test.each<[Json, string]>([
    ['a string', 'returned a string instead of an object'],
    [null, 'returned null instead of an object'],
    [[], 'returned a list instead of an object'],
    [{ statusCode: 200, wrongValue: 'x' }, 'the member "wrongValue"'],
    [JSON.parse('{"__proto__": {}}') as Json, 'the member "__proto__"'],
    [{ statusCode: 'test' }, 'the statusCode "test"'],
    [{ statusCode: 99 }, 'the statusCode 99'],
    [{ statusCode: 101 }, 'the statusCode 101'],
    [{ statusCode: 200.5 }, 'the statusCode 200.5'],
    [{ statusCode: 1000 }, 'the statusCode 1000'],
    [{ body: { a: 1 } }, 'an object as body'],
    [{ headers: 'x' }, 'a string as headers'],
    [{ headers: { a: {} } }, 'an object as value of the header "a"'],
    [{ multiValueHeaders: { a: 'value1' } }, 'expected a list of texts'],
    [{ multiValueHeaders: [] }, 'a list as multiValueHeaders'],
    [{ headers: { a: 'x\r\nset-cookie: evil=1' } }, 'a header that can\'t be sent'],
    [{ headers: { 'a b': 'x' } }, 'a header that can\'t be sent'],
  ])('%j is malformed', (value, problem) => {
    expect(read(value)).toEqual({ problem: expect.stringContaining(problem) as string });
  });

  test('is malformed when it is no JSON', () => {
    expect(readLambdaProxyResponse({ payload: '<html>' }, false)).toEqual({ problem: expect.stringContaining('no JSON') as string });
  });

  test('whatever is returned, headers can be sent and the status is one', () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const response = fc.record({
      statusCode: fc.oneof(fc.integer(), fc.string()),
      body: scalar,
      headers: fc.dictionary(fc.string(), scalar),
      multiValueHeaders: fc.dictionary(fc.string(), fc.array(scalar)),
    }, { requiredKeys: [] });
    fc.assert(fc.property(fc.oneof(response, fc.jsonValue()), (value) => {
      const reply = read(value as Json);
      if (isMalformed(reply)) return;
      expect(reply.status).toBeGreaterThanOrEqual(200);
      expect(reply.status).toBeLessThanOrEqual(599);
      expect(reply.headers.length % 2).toBe(0);
      for (const text of reply.headers) expect(text).not.toMatch(/[\r\n\0]/);
    }));
  });
});
