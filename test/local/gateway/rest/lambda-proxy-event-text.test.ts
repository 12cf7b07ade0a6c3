import * as fc from 'fast-check';
import { lambdaProxy } from './gateway-harness';
import { Exchange } from '../../../../local/gateway/rest/exchange';
import { forwardedHeaders, requestContext } from '../../../../local/gateway/rest/integrations/lambda-proxy-event';
import { compileLambdaProxyEvent } from '../../../../local/gateway/rest/integrations/lambda-proxy-event-text';
import { BinaryMediaTypes } from '../../../../local/gateway/rest/message/binary-media-types';
import { method, restApi } from '../../../support/models';

/** The event as the object that it stands for. */
function eventObject(exchange: Exchange): object {
  const { request, route, stage, pathParameters, api } = exchange;
  const forwarded = forwardedHeaders(exchange);
  const isBinary = request.body.length > 0 && api.binaryMediaTypes.isBinary(exchange.firstHeader('content-type'));
  return {
    resource: route?.resource.path,
    path: request.rawPath,
    httpMethod: request.method,
    headers: members(forwarded.map(({ name, values }) => [name, values.at(-1)])),
    multiValueHeaders: members(forwarded.map(({ name, values }) => [name, values])),
    queryStringParameters: request.query.size === 0 ? null : members([...request.query].map(([name, values]) => [name, values.at(-1)])),
    multiValueQueryStringParameters: request.query.size === 0 ? null : members([...request.query]),
    pathParameters: pathParameters.size === 0 ? null : members([...pathParameters]),
    stageVariables: stage === undefined || stage.model.variables.size === 0 ? null : members([...stage.model.variables]),
    requestContext: requestContext(exchange, exchange.authorizer),
    body: request.body.length === 0 ? null : isBinary ? request.body.toString('base64') : exchange.text,
    isBase64Encoded: isBinary,
  };
}

function members(entries: readonly (readonly [string, unknown])[]): object {
  const object: object = Object.create(null);
  for (const [name, value] of entries) Reflect.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  return object;
}

const nasty = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '\n', '\u0000', '\u007f', '\u2028', '\ud800', '\udc00x', '😀', '__proto__', 'constructor', ''));
// Of names that are array indices a JavaScript object forgets the order, so no text of one could keep it.
const name = nasty.filter((text) => !/^\d+$/.test(text));
const values = fc.array(nasty, { minLength: 1, maxLength: 3 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

const exchanges = fc.record({
  path: nasty,
  rawPath: nasty,
  httpMethod: fc.constantFrom('GET', 'POST', 'M-SEARCH'),
  headers: fc.dictionary(fc.oneof(name, fc.constantFrom('host', 'user-agent', 'connection', 'x-forwarded-for', 'content-type')), values),
  query: fc.dictionary(name, values),
  parameters: fc.dictionary(name, nasty),
  variables: fc.dictionary(name, nasty),
  operationName: maybe(nasty),
  authorizer: maybe(fc.dictionary(name, fc.jsonValue())),
  identity: maybe(fc.record({ accessKey: nasty, accountId: nasty, userArn: nasty, userId: nasty, caller: nasty })),
  apiKey: maybe(nasty),
  apiKeyId: maybe(nasty),
  body: fc.oneof(fc.constant(new Uint8Array()), fc.uint8Array(), nasty.map((text) => new TextEncoder().encode(text))),
  binaryMediaTypes: fc.constantFrom([], ['*/*'], ['image/png']),
  sourceIp: fc.constantFrom('127.0.0.1', '::1'),
  receivedAt: fc.double({ min: 0, max: 4e12, noNaN: true }),
}).map((made): Exchange => {
  const model = restApi({ [made.path]: [method('ANY', { integration: lambdaProxy(), operationName: made.operationName })] });
  const [stage] = model.stages;
  const [resource] = model.resources;
  return Object.assign(Object.create(Exchange.prototype), {
    ...made,
    api: { model, binaryMediaTypes: new BinaryMediaTypes(made.binaryMediaTypes) },
    stageName: 'prod',
    stage: { model: { ...stage, variables: new Map(Object.entries(made.variables)) } },
    route: { resource, method: resource?.methods[0] },
    requestId: 'request-1',
    extendedRequestId: 'extended=',
    traceId: 'Root=1-6920abcd-000000000000000000000001',
    pathParameters: new Map(Object.entries(made.parameters)),
    request: {
      method: made.httpMethod,
      rawPath: made.rawPath,
      query: new Map(Object.entries(made.query)),
      headers: new Map(Object.entries(made.headers).map(([lower, list]) => [lower, { name: lower.toUpperCase(), values: list }])),
      body: Buffer.from(made.body),
      sourceIp: made.sourceIp,
      receivedAt: made.receivedAt,
    },
  });
});

test('the text of an event is, to the byte, the text of the object that it stands for', () => {
  fc.assert(fc.property(exchanges, (exchange) => {
    expect(compileLambdaProxyEvent()(exchange)).toBe(JSON.stringify(eventObject(exchange)));
  }), { numRuns: 500 });
});

test('names that are numbers come out in the order of any JavaScript object', () => {
  const [exchange] = fc.sample(exchanges, 1);
  if (exchange === undefined) throw new Error('no sample');
  const numbered = Object.assign(Object.create(Exchange.prototype), exchange, { pathParameters: new Map([['b', 'x'], ['1', 'y']]) });
  expect(JSON.stringify(JSON.parse(compileLambdaProxyEvent()(numbered)))).toBe(JSON.stringify(eventObject(numbered)));
});

test('each stage keeps its own constants', () => {
  const eventOf = compileLambdaProxyEvent();
  const [exchange] = fc.sample(exchanges, 1);
  for (const stageName of ['test', 'prod', 'test']) {
    const stage = { model: { ...exchange?.stage?.model, name: stageName, variables: new Map([['table', stageName]]) } };
    const staged = Object.assign(Object.create(Exchange.prototype), exchange, { stage });
    expect(JSON.parse(eventOf(staged))).toMatchObject({ stageVariables: { table: stageName }, requestContext: { stage: stageName } });
  }
});
