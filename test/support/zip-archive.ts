import { crc32, deflateRawSync } from 'node:zlib';

/** A file, a folder (the name ends with a slash) or a link of an archive; what is declared of it may be wrong. */
export interface ZipEntry {
  readonly name: string;
  readonly content?: string;
  /** Mode of Unix, type included. @default - a plain file */
  readonly mode?: number;
  /** Unpacked bytes that the archive declares. @default - as many as there are */
  readonly size?: number;
  /** Checksum that the archive declares. @default - that of the content */
  readonly checksum?: number;
}

export const LINK = 0o120777;
export const EXECUTABLE = 0o100755;

const DEFLATED = 8;
const MADE_BY_UNIX = 3 * 0x100;
/** Names are UTF-8. */
const FLAGS = 0x800;

/** A zip file, written as no well-behaved tool would where the entries say so. */
export function zipArchive(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', mode = 0o100644, size, checksum } of entries) {
    const data = deflateRawSync(content);
    const named = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(FLAGS, 2);
    common.writeUInt16LE(DEFLATED, 4);
    common.writeUInt32LE(checksum ?? crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(size ?? Buffer.byteLength(content), 18);
    common.writeUInt16LE(named.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, named, data]);
    const more = Buffer.alloc(14);
    more.writeUInt32LE(mode * 0x10000, 6);
    more.writeUInt32LE(offset, 10);
    const madeBy = Buffer.alloc(2);
    madeBy.writeUInt16LE(MADE_BY_UNIX + 20);
    directory.push(Buffer.from('PK\x01\x02'), madeBy, common, more, named);
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}
