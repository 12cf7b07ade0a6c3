import { Fn } from 'aws-cdk-lib';
import fc from 'fast-check';
import { HttpRequestMapping } from '../../../../lib/http/http-request-mapping';
import { HttpResponseMapping } from '../../../../lib/http/http-response-mapping';
import { checkExpression } from '../../../../lib/http/private/mapping/mapping-expression';

const request = () => new HttpRequestMapping();
const response = () => new HttpResponseMapping();

test('each action has the key that API Gateway knows', () => {
  expect(request()
    .appendHeader('x-a', 'a').overwriteHeader('x-b', '$request.body.items[0].name').removeHeader('x-c')
    .appendQueryString('a', '$context.requestId').overwriteQueryString('b', '${stageVariables.color}-${request.querystring.b}').removeQueryString('c')
    .overwritePath('$request.path')
    ._render()).toEqual({
    'append:header.x-a': 'a',
    'overwrite:header.x-b': '$request.body.items[0].name',
    'remove:header.x-c': "''",
    'append:querystring.a': '$context.requestId',
    'overwrite:querystring.b': '${stageVariables.color}-${request.querystring.b}',
    'remove:querystring.c': "''",
    'overwrite:path': '$request.path',
  });
  expect(response().overwriteStatusCode(503).overwriteHeader('retry-after', '$response.header.x-wait').removeHeader('server')._render()).toEqual({
    'overwrite:statuscode': '503', 'overwrite:header.retry-after': '$response.header.x-wait', 'remove:header.server': "''",
  });
});

test.each([
  'Authorization', 'connection', 'Content-Encoding', 'Content-Length', 'Content-Location', 'Forwarded', 'Keep-Alive', 'Origin', 'Proxy-Authenticate', 'Proxy-Authorization', 'TE',
  'Trailers', 'Transfer-Encoding', 'Upgrade', 'Via', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'apigw-requestid', 'x-amz-date', 'X-Amzn-Trace-Id', 'Access-Control-Allow-Origin',
])('the header %s is reserved', (name) => {
  const message = /which API Gateway keeps to itself; (use a header of your own|set the headers of CORS with cors of the API)/;
  for (const change of [
    () => request().overwriteHeader(name, 'x'), () => request().appendHeader(name, 'x'), () => request().removeHeader(name),
    () => response().overwriteHeader(name, 'x'), () => response().appendHeader(name, 'x'), () => response().removeHeader(name),
  ]) expect(change).toThrow(message);
});

test.each([
  ['$requst.header.a', '"$requst" is not known; expected $request, $context or $stageVariables'],
  ['$response.header.a', 'there is no response yet'],
  ['$request.header', '"$request.header" names no header; write "$request.header.name"'],
  ['$request.header.a b', 'names no header'],
  ['$request.cookie.a', 'a request has header, querystring, path, body'],
  ['$request', 'a request has'],
  ['$request.path.', 'names no path parameter'],
  ['$request.body..name', 'no ".." and no filters'],
  ['$request.body.items[?(@.a)]', 'not a JSON path'],
  ['$request.bodyname', 'a request has'],
  ['$context.authorizer.claims.cognito:groups', 'letters, digits, "_" and "." only'],
  ['$context', 'a context variable has'],
  ['$stageVariables.a-b', 'the name of a stage variable'],
  ['${request.header.a', 'has no closing brace'],
  ['a-$request.header.a', 'where only braces make it an expression; write "${request.header.a}"'],
  ['${request.header.a}$context.requestId', 'write "${context.requestId}"'],
  ['${header.a}', '"$header" is not known'],
  ['a\r\nx-admin: true', 'no line breaks'],
  ['', 'expected text or an expression'],
])('refuses the value %j of a request', (value, message) => {
  expect(() => request().overwriteHeader('x-a', value)).toThrow(message);
  expect(() => request().overwriteHeader('x-a', value)).toThrow(`overwrite of "header.x-a" in a request mapping is ${JSON.stringify(value)}: `);
});

test.each([
  [() => response().overwriteHeader('x-a', '$request.header.a'), 'what the client asked is not known there any more'],
  [() => response().overwriteHeader('x-a', '$response.querystring.a'), 'a response has header, body'],
  [() => response().overwriteStatusCode(199), 'statusCode of a response mapping is 199; expected a whole number from 200 to 599'],
  [() => response().overwriteStatusCode(200.5), '200.5'],
  [() => request().overwriteHeader('x a', 'b'), 'request mapping has the header name "x a"'],
  [() => request().overwriteQueryString('a=b', 'b'), 'request mapping has the query string name "a=b"'],
  [() => request().overwritePath('orders'), 'path of a request mapping is "orders"; a path begins with "/", like "/orders"'],
  [() => request().overwritePath('/orders?a=b'), 'a path has no query string'],
  [() => request().appendHeader('x-a', 'a').removeHeader('X-A'), 'request mapping has append and remove for "header.X-A"; give one action per parameter'],
  [() => response().overwriteStatusCode(500).overwriteStatusCode(501), 'give one action per parameter'],
])('refuses what API Gateway would not take (%#)', (change, message) => {
  expect(change).toThrow(message);
});

test('what is known at deployment only is not judged, what stands beside it is', () => {
  const imported = Fn.importValue('Origin');
  expect(request().overwriteHeader('x-origin', imported).overwritePath(`/${imported}/\${request.path.id}`)._pathParameters).toEqual(['id']);
  expect(() => request().overwriteHeader('x-origin', `${imported}\${request.path.id`)).toThrow('has no closing brace');
});

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/);
const variable = fc.oneof(
  fc.tuple(fc.constantFrom('request.header.', 'request.querystring.', 'request.path.', 'request.body.', 'context.', 'stageVariables.'), name).map((parts) => parts.join('')),
  fc.constantFrom('request.path', 'request.body', 'context.authorizer.claims.sub'),
);
/** Text that can't be taken for an expression. */
const text = fc.stringMatching(/^[ -#%-~]{0,12}$/);

test('text with expressions in braces is taken, and every path parameter in it is found', () => {
  fc.assert(fc.property(fc.array(fc.tuple(text, variable), { minLength: 1, maxLength: 5 }), text, (parts, end) => {
    const value = `${parts.map(([before, each]) => `${before}\${${each}}`).join('')}${end}`;
    const expected = parts.map(([, each]) => each).filter((each) => each.startsWith('request.path.')).map((each) => each.slice('request.path.'.length));
    expect(checkExpression('value', value, 'request')).toEqual(expected);
  }));
});

test('an expression alone means the same without braces', () => {
  fc.assert(fc.property(variable, (each) => {
    expect(checkExpression('value', `$${each}`, 'request')).toEqual(checkExpression('value', `\${${each}}`, 'request'));
  }));
});

test('no line break gets through, whatever is around it', () => {
  fc.assert(fc.property(fc.string(), fc.constantFrom('\r', '\n', '\0', '\u007f', '\t'), fc.string(), (before, control, after) => {
    expect(() => checkExpression('value', `${before}${control}${after}`, 'request')).toThrow('value is');
  }));
});

test('any input is either taken or refused with the value and a fix', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.tuple(fc.constantFrom('$', '${', '$request.', '$context', '${request.body'), fc.string()).map((parts) => parts.join(''))), (value) => {
    try {
      checkExpression('value', value, 'request');
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message.startsWith(`value is ${JSON.stringify(value)}: `)).toBe(true);
    }
  }));
});
