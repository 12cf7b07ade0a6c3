import * as fc from 'fast-check';
import { lambdaProxy } from './gateway-harness';
import { Exchange } from '../../../../local/gateway/rest/exchange';
import { compileLambdaProxyEvent } from '../../../../local/gateway/rest/integrations/lambda/lambda-proxy-event-text';
import { BinaryMediaTypes } from '../../../../local/gateway/rest/message/binary-media-types';
import { method, restApi } from '../../../support/models';

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

test('the text of an event is, to the byte, the text of its value', () => {
  fc.assert(fc.property(exchanges, (exchange) => {
    const event = compileLambdaProxyEvent()(exchange);
    expect(event.text).toBe(JSON.stringify(event.value()));
  }), { numRuns: 500 });
});

test('names that are numbers come out in the order of any JavaScript object', () => {
  const [exchange] = fc.sample(exchanges, 1);
  if (exchange === undefined) throw new Error('no sample');
  const numbered = Object.assign(Object.create(Exchange.prototype), exchange, { pathParameters: new Map([['b', 'x'], ['1', 'y']]) });
  const event = compileLambdaProxyEvent()(numbered);
  expect(JSON.stringify(JSON.parse(event.text))).toBe(JSON.stringify(event.value()));
});

test('a handler may do to its event what it likes', () => {
  fc.assert(fc.property(exchanges, (exchange) => {
    const event = compileLambdaProxyEvent()(exchange);
    const before = event.text;
    spoil(event.value());
    expect(compileLambdaProxyEvent()(exchange).text).toBe(before);
  }), { numRuns: 50 });
});

test('each stage keeps its own constants', () => {
  const eventOf = compileLambdaProxyEvent();
  const [exchange] = fc.sample(exchanges, 1);
  for (const stageName of ['test', 'prod', 'test']) {
    const stage = { model: { ...exchange?.stage?.model, name: stageName, variables: new Map([['table', stageName]]) } };
    const staged = Object.assign(Object.create(Exchange.prototype), exchange, { stage });
    expect(eventOf(staged).value()).toMatchObject({ stageVariables: { table: stageName }, requestContext: { stage: stageName } });
  }
});

/** Empties every object and list of a value. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Reflect.ownKeys(value)) {
    spoil(Reflect.get(value, key));
    if (!Array.isArray(value)) Reflect.deleteProperty(value, key);
  }
  if (Array.isArray(value)) value.length = 0;
}
