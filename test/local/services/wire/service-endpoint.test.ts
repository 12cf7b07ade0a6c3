import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { AwsService, Operation } from '../../../../local/services/wire/aws-service';
import { CBOR_PROTOCOL } from '../../../../local/services/wire/cbor-protocol';
import { readCbor } from '../../../../local/services/wire/cbor-reader';
import { queryProtocol } from '../../../../local/services/wire/query-protocol';
import { ServiceEndpoint } from '../../../../local/services/wire/service-endpoint';
import { ServiceError } from '../../../../local/services/wire/service-error';
import { RecordingReporter } from '../../../support/recording-reporter';

const TIME = Date.UTC(2026, 10, 21, 12);

const echo: Operation = (input, region) => ({
  Region: region,
  Name: input.text('Name'),
  Size: input.number('Size'),
  When: new Date(input.time('When') ?? TIME),
  On: input.flag('On'),
  Nothing: undefined,
  Names: input.texts('Names'),
  Things: input.objects('Things').map((thing) => ({ Id: thing.requiredText('Id') })),
  Map: new Map([['p99', 1.5]]),
});

/** Gives back what it read, in every type that there is. */
const service: AwsService = {
  signingName: 'monitoring',
  target: 'Things20100801',
  query: queryProtocol('http://things.example.com/'),
  operations: new Map<string, Operation>([
    ['Echo', echo],
    ['Refuse', () => { throw new ServiceError('BadThingException', 'a <bad> thing', 'BadThing'); }],
    ['Break', () => { throw new Error('secret detail'); }],
  ]),
};

const reporter = new RecordingReporter();
let endpoint: ServiceEndpoint;
beforeAll(async () => { endpoint = await ServiceEndpoint.open({ services: [service], defaultRegion: () => 'eu-west-1', reporter }); });
afterAll(async () => endpoint.close());

const authorization = 'AWS4-HMAC-SHA256 Credential=any/20261121/us-east-2/monitoring/aws4_request, SignedHeaders=host, Signature=any';
const post = async (headers: Record<string, string>, body: string | Buffer, path = '/'): Promise<Response> => (
  fetch(`${endpoint.url}${path}`, { method: 'POST', headers, body: typeof body === 'string' ? body : new Uint8Array(body) })
);
const json = async (operation: string, body: string | Buffer = '{}', headers = {}): Promise<Response> => (
  post({ 'x-amz-target': `Things20100801.${operation}`, 'content-type': 'application/x-amz-json-1.0', authorization, ...headers }, body)
);

describe('JSON', () => {
  it('answers in its types, in the region of the signature', async () => {
    const response = await json('Echo', JSON.stringify({ Name: 'a', Size: 1.5, When: TIME / 1000, On: true, Names: ['x'], Things: [{ Id: 'y' }] }));
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(await response.json()).toEqual({ Region: 'us-east-2', Name: 'a', Size: 1.5, When: TIME / 1000, On: true, Names: ['x'], Things: [{ Id: 'y' }], Map: { p99: 1.5 } });
  });

  it('is read compressed, and unsigned in the default region', async () => {
    const response = await json('Echo', gzipSync('{"Name":"a"}'), { 'content-encoding': 'gzip', 'authorization': '' });
    expect(await response.json()).toMatchObject({ Region: 'eu-west-1', Name: 'a' });
  });

  test.each<[string, string, string, number, string]>([
    ['a refusal', 'Refuse', '{}', 400, 'BadThingException'], ['an unknown operation', 'Other', '{}', 400, 'UnknownOperationException'], ['what is no JSON', 'Echo', '{', 400, 'SerializationException'],
    ['a number for a text', 'Echo', '{"Name":1}', 400, 'InvalidParameterValueException'], ['a text for a number', 'Echo', '{"Size":"x"}', 400, 'InvalidParameterValueException'],
    ['a text for a list', 'Echo', '{"Names":"x"}', 400, 'InvalidParameterValueException'], ['a text in a list of objects', 'Echo', '{"Things":["x"]}', 400, 'InvalidParameterValueException'],
    ['an object without what it needs', 'Echo', '{"Things":[{}]}', 400, 'MissingRequiredParameterException'], ['a defect', 'Break', '{}', 500, 'InternalServiceFault'],
  ])('answers an error to %s', async (_what, operation, body, status, type) => {
    const response = await json(operation, body);
    expect([response.status, (await response.json() as { __type: string }).__type]).toEqual([status, type]);
  });

  it('names the error as the query protocol does, for clients that came from there', async () => {
    expect((await json('Refuse')).headers.get('x-amzn-query-error')).toBe('BadThing;Sender');
  });

  it('says nothing of a defect to the caller', async () => {
    expect(await (await json('Break')).text()).not.toContain('secret');
    expect(reporter.of('problem').at(-1)?.message).toContain('secret detail');
  });
});

describe('query', () => {
  const query = async (form: string): Promise<Response> => post({ 'content-type': 'application/x-www-form-urlencoded', authorization }, form);

  it('reads nested lists and answers XML', async () => {
    const response = await query('Things.member.2.Id=second&Things.member.1.Id=first&Names.member.1=a%26b&Size=1.5&On=true&When=2026-11-21T12%3A00%3A00Z&Action=Echo&Version=2010-08-01');
    expect(response.headers.get('content-type')).toBe('text/xml');
    expect(await response.text()).toMatch(new RegExp('^<EchoResponse xmlns="http://things.example.com/"><EchoResult><Region>us-east-2</Region><Size>1.5</Size><When>2026-11-21T12:00:00.000Z</When><On>true</On>'
      + '<Names><member>a&#38;b</member></Names><Things><member><Id>first</Id></member><member><Id>second</Id></member></Things><Map><entry><key>p99</key><value>1.5</value></entry></Map></EchoResult>'
      + '<ResponseMetadata><RequestId>[0-9a-f-]{36}</RequestId></ResponseMetadata></EchoResponse>$'));
  });

  it('answers errors by their names there', async () => {
    const response = await query('Action=Refuse');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<Error><Type>Sender</Type><Code>BadThing</Code><Message>a &#60;bad&#62; thing</Message></Error>');
  });
});

describe('CBOR', () => {
  const call = async (operation: string, body: Buffer): Promise<Response> => post({ 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor', authorization }, body, `/service/Things20100801/operation/${operation}`);
  const encode = (value: object): Buffer => CBOR_PROTOCOL.reply('', value as Record<string, string>, '').body as Buffer;

  it('answers in its types', async () => {
    const response = await call('Echo', encode({ Name: 'a', Size: 1.5, When: new Date(TIME), On: true, Names: ['x'], Things: [{ Id: 'y' }] }));
    expect(response.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
    expect(readCbor(Buffer.from(await response.arrayBuffer()))).toEqual({ Region: 'us-east-2', Name: 'a', Size: 1.5, When: new Date(TIME), On: true, Names: ['x'], Things: [{ Id: 'y' }], Map: { p99: 1.5 } });
  });

  it('answers errors', async () => {
    const response = await call('Refuse', Buffer.alloc(0));
    expect(readCbor(Buffer.from(await response.arrayBuffer()))).toEqual({ __type: 'BadThingException', message: 'a <bad> thing' });
    expect((await call('Echo', Buffer.from([0xff, 0x00]))).status).toBe(400);
  });

  test.each<[string, unknown]>([
    ['00', 0], ['17', 23], ['1818', 24], ['1903e8', 1000], ['1a000f4240', 1_000_000], ['1b000000e8d4a51000', 1_000_000_000_000], ['20', -1], ['3903e7', -1000], ['f90000', 0], ['f93e00', 1.5], ['f97bff', 65504],
    ['f90400', 0.00006103515625], ['f9c400', -4], ['fa47c35000', 100000], ['fb3ff199999999999a', 1.1], ['f4', false], ['f5', true], ['f6', null], ['6449455446', 'IETF'], ['62c3bc', 'ü'], ['83010203', [1, 2, 3]],
    ['a26161016162820203', { a: 1, b: [2, 3] }], ['9f0102ff', [1, 2]], ['bf61610161629f0203ffff', { a: 1, b: [2, 3] }], ['7f657374726561646d696e67ff', 'streaming'], ['c11a514b67b0', new Date(1363896240_000)], ['c1fb41d452d9ec200000', new Date(1363896240_500)],
  ])('%s is read as the RFC says', (bytes, expected) => {
    expect(readCbor(Buffer.from(bytes, 'hex'))).toEqual(expected);
  });

  test.each(['', '18', '62c3', '8201', '0000', 'ff', 'a101', '1c', '9f'.repeat(100)])('%s is refused', (bytes) => {
    expect(() => readCbor(Buffer.from(bytes, 'hex'))).toThrow();
  });
});

describe('who is answered', () => {
  const status = async (headers: Record<string, string>): Promise<number | undefined> => new Promise((resolve, reject) => {
    httpRequest(`${endpoint.url}/`, { method: 'POST', headers: { 'x-amz-target': 'Things20100801.Echo', ...headers } }, (response) => resolve(response.resume().statusCode)).on('error', reject).end('{}');
  });

  test.each<[string, Record<string, string>, number]>([
    ['a client', {}, 200], ['a client with another name of this machine', { host: 'localhost:1' }, 200], ['a page that rebinds a name', { host: 'evil.example.com' }, 403],
    ['a page of another host', { origin: 'https://evil.example.com' }, 403], ['a page without an origin', { origin: 'null' }, 403], ['a page of this machine', { origin: 'http://localhost:5173' }, 403],
    ['a page of an address', { origin: 'http://203.0.113.7' }, 403], ['a page that calls itself an API', { origin: 'https://abc.execute-api.us-east-1.amazonaws.com' }, 403],
  ])('%s', async (_who, headers, expected) => expect(await status(headers)).toBe(expected));

  it('tells everybody else what it is', async () => {
    const response = await fetch(endpoint.url);
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('this endpoint answers AWS SDKs')]);
  });
});
