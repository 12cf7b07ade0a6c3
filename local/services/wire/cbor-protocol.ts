import { readCbor } from './cbor-reader';
import { Protocol, WireReply } from './protocol';
import { ServiceError } from './service-error';
import { isWireObject, WireObject, WireValue } from './wire-value';

const reply = (status: number, output: WireObject, requestId: string): WireReply => ({
  status,
  headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', 'x-amzn-requestid': requestId },
  body: Buffer.concat([...encode(output)]),
});

/**
 * Smithy RPC v2 with CBOR, which the AWS CLI and several SDKs speak to CloudWatch.
 *
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const CBOR_PROTOCOL: Protocol = {
  read: (body) => {
    const value = body.length === 0 ? {} : parse(body);
    if (!isWireObject(value)) throw new ServiceError('SerializationException', 'the body is no CBOR map');
    return value;
  },
  reply: (_operation, output, requestId) => reply(200, output, requestId),
  fail: ({ status, code, message }, requestId) => reply(status, { __type: code, message }, requestId),
};

function parse(body: Buffer): WireValue | undefined {
  try {
    return readCbor(body);
  } catch {
    return undefined;
  }
}

function* encode(value: WireValue): Generator<Buffer> {
  if (value === null || typeof value === 'boolean') {
    yield Buffer.from([value === null ? 0xf6 : value ? 0xf5 : 0xf4]);
  } else if (typeof value === 'number') {
    yield number(value);
  } else if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    yield head(3, bytes.length);
    yield bytes;
  } else if (value instanceof Date) {
    yield head(6, 1);
    yield number(value.getTime() / 1000);
  } else if (Array.isArray(value)) {
    yield head(4, value.length);
    for (const item of value as readonly WireValue[]) yield* encode(item);
  } else {
    const all = value instanceof Map ? [...value as ReadonlyMap<string, WireValue>] : Object.entries(value);
    const entries = all.filter((entry): entry is [string, WireValue] => entry[1] !== undefined);
    yield head(5, entries.length);
    for (const [name, member] of entries) {
      yield* encode(name);
      yield* encode(member);
    }
  }
}

function number(value: number): Buffer {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return value >= 0 ? head(0, value) : head(1, -1 - value);
  const bytes = Buffer.alloc(9);
  bytes.writeUInt8(0xfb);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function head(major: number, argument: number): Buffer {
  if (argument < 24) return Buffer.from([major * 32 + argument]);
  const size = argument < 2 ** 8 ? 1 : argument < 2 ** 16 ? 2 : argument < 2 ** 32 ? 4 : 8;
  const bytes = Buffer.alloc(1 + size);
  bytes.writeUInt8(major * 32 + 24 + Math.log2(size));
  if (size === 8) bytes.writeBigUInt64BE(BigInt(argument), 1);
  else bytes.writeUIntBE(argument, 1, size);
  return bytes;
}
