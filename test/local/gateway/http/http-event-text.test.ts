import * as fc from 'fast-check';
import { Harness } from './http-harness';
import { HttpCaller } from '../../../../local/authorization/http/http-authorizer-call';
import { httpApi, lambda, route, stage } from '../../../support/http-models';

const nasty = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '\n', '\u0000', '\u2028', '\ud800', '\udc00x', '😀', '__proto__', 'constructor', '7', ''));
const texts = fc.array(fc.tuple(nasty, nasty), { maxLength: 4 });

const caller: fc.Arbitrary<HttpCaller | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({ kind: fc.constant('jwt' as const), claims: fc.dictionary(nasty, nasty), scopes: fc.option(fc.array(nasty)) }),
  fc.record({ kind: fc.constant('lambda' as const), context: fc.dictionary(nasty, fc.jsonValue()).map((value) => JSON.parse(JSON.stringify(value)) as Record<string, never>) }),
  fc.record({ kind: fc.constant('iam' as const), accessKey: nasty, accountId: nasty, userArn: nasty, userId: nasty, callerId: nasty }),
);

const requests = fc.record({
  version: fc.constantFrom('1.0' as const, '2.0' as const),
  method: fc.constantFrom('GET', 'POST', 'M-SEARCH'),
  segment: nasty,
  isEncoded: fc.boolean(),
  query: fc.oneof(nasty, texts.map((pairs) => pairs.map((pair) => pair.map((text) => encodeURIComponent(Buffer.from(text).toString())).join('=')).join('&'))),
  headers: fc.array(fc.tuple(fc.oneof(nasty, fc.constantFrom('Cookie', 'cookie', 'X-A', 'x-a', 'content-type', 'User-Agent', 'connection', 'X-Forwarded-For', '__proto__')), nasty), { maxLength: 8 }),
  variables: fc.dictionary(nasty, nasty),
  body: fc.oneof(fc.constant(new Uint8Array()), fc.uint8Array(), nasty.map((text) => new TextEncoder().encode(text))),
  sourceIp: fc.constantFrom('127.0.0.1', '::1'),
  receivedAt: fc.double({ min: 0, max: 4e12, noNaN: true }),
  caller,
  isMapped: fc.boolean(),
});

const MAPPING = new Map([['overwrite:path', '/x${request.path}'], ['overwrite:querystring.q', '$request.path'], ['append:header.x-mapped', 'v']]);

test('the text of an event is, to the byte, the text of the value that it stands for, whatever a request holds', async () => {
  await fc.assert(fc.asyncProperty(requests, async (request) => {
    const { version, segment, isEncoded, query, headers, variables, body, isMapped, receivedAt, ...made } = request;
    const integration = lambda({
      payloadFormatVersion: version,
      ...isMapped && { requestParameters: MAPPING },
    });
    const stages = [stage('$default', { variables: new Map(Object.entries(variables)) })];
    const harness = new Harness(httpApi([route('ANY /{a}', { integration, authorizationType: 'CUSTOM' }), route('$default', { integration, authorizationType: 'CUSTOM' })], { stages }));
    harness.clock.set(receivedAt);
    harness.verdict = { caller: made.caller };
    const seen: string[] = [];
    harness.handler((event) => {
      seen.push(event.text, JSON.stringify(event.value()), JSON.stringify(event.value()));
      return { kind: 'success', payload: '{"statusCode":200}' };
    });
    const path = isEncoded ? encodeURIComponent(Buffer.from(segment).toString()) : segment;
    const { status } = await harness.call(`/${path}?${query}`, { ...made, headers: headers.flat(), body: Buffer.from(body) });
    expect(status).toBe(200);
    expect(seen).toEqual([seen[1], seen[1], seen[1]]);
    expect(JSON.parse(seen[0] ?? '')).toMatchObject({ version });
  }), { numRuns: 1000 });
});

test('an event says rightly whether it is too large', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 300_000 }), fc.constantFrom('x', '\u0001', 'é'), async (length, character) => {
    const harness = new Harness(httpApi([route('$default')]));
    const said: boolean[] = [];
    harness.handler((event) => {
      const bytes = Buffer.byteLength(event.text);
      said.push(event.exceeds(bytes - 1), !event.exceeds(bytes), !event.exceeds(10_000_000));
      return { kind: 'success', payload: '{"statusCode":200}' };
    });
    await harness.call('/', { method: 'POST', headers: ['Content-Type', 'text/plain'], body: character.repeat(length) });
    expect(said).toEqual([true, true, true]);
  }), { numRuns: 20 });
});
