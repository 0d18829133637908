import { crc32, deflateRawSync } from 'node:zlib';

/** OddEntry is a file, or a folder, of a zip as some tool may write it. */
export interface OddEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  readonly stored?: boolean;
  readonly flags?: number;
  /** Follows the content; the checksum and sizes in the local header are then 0, as Go and Java write them. */
  readonly descriptor?: 'signed' | 'bare' | 'wrong';
  readonly crc?: number;
  /** Sizes and offset stand in a zip64 extra field. */
  readonly zip64?: boolean;
  readonly extra?: Buffer;
  readonly comment?: string;
  /** In the directory, instead of the real ones. */
  readonly compressedBytes?: number;
  readonly bytes?: number;
  /** Where the local header of another file begins; this one has none then. */
  readonly at?: number;
}

/** OddZip is what is odd about the zip as a whole. */
export interface OddZip {
  readonly before?: string;
  /** Whether the offsets count what is before the zip. */
  readonly counted?: boolean;
  readonly comment?: string;
  readonly entries?: number;
  readonly end64?: boolean;
}

/** makeZip writes a zip with everything where the options put it. */
export function makeZip(entries: readonly OddEntry[], odd: OddZip = {}): Buffer {
  const before = Buffer.from(odd.before ?? '');
  const start = odd.counted === true ? before.length : 0;
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = start;
  for (const entry of entries) {
    const { local, listed } = makeEntry(entry, entry.at ?? offset);
    directory.push(listed);
    if (entry.at !== undefined) continue;
    locals.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = makeEnd(odd.entries ?? entries.length, listing.length, offset, odd, before.length - start);
  return Buffer.concat([before, ...locals, listing, end]);
}

function makeEntry(entry: OddEntry, offset: number): { local: Buffer; listed: Buffer } {
  const { name, content = '', extra = Buffer.alloc(0), comment = '' } = entry;
  const data = Buffer.from(content);
  const body = entry.stored === true ? data : deflateRawSync(data);
  const crc = entry.crc ?? crc32(data);
  const nameBytes = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  writeCommon(local, 6, entry, entry.descriptor === undefined ? [crc, body.length, data.length] : [0, 0, 0]);
  local.writeUInt16LE(nameBytes.length, 26);
  local.writeUInt16LE(extra.length, 28);
  const sizes = [entry.bytes ?? data.length, entry.compressedBytes ?? body.length, offset];
  const fields = entry.zip64 === true ? Buffer.concat([extra, sizes64(sizes)]) : extra;
  const [bytes = 0, compressedBytes = 0, start = 0] = sizes.map((size) => (entry.zip64 ? 0xffffffff : size));
  const listed = Buffer.alloc(46);
  listed.writeUInt32LE(0x02014b50, 0);
  writeCommon(listed, 8, entry, [crc, compressedBytes, bytes]);
  listed.writeUInt16LE(nameBytes.length, 28);
  listed.writeUInt16LE(fields.length, 30);
  listed.writeUInt16LE(Buffer.byteLength(comment), 32);
  listed.writeUInt32LE(start, 42);
  return {
    local: Buffer.concat([local, nameBytes, extra, body, descriptorOf(entry.descriptor, crc, body, data)]),
    listed: Buffer.concat([listed, nameBytes, fields, Buffer.from(comment)]),
  };
}

/** The fields that a local header and an entry of the directory share, from the flags on. */
function writeCommon(header: Buffer, at: number, entry: OddEntry, numbers: readonly number[]): void {
  header.writeUInt16LE((entry.flags ?? 0) | (entry.descriptor === undefined ? 0 : 8), at);
  header.writeUInt16LE(entry.stored === true ? 0 : 8, at + 2);
  for (const [index, number] of numbers.entries()) header.writeUInt32LE(number, at + 8 + 4 * index);
}

function sizes64(sizes: readonly number[]): Buffer {
  const field = Buffer.alloc(28);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(24, 2);
  for (const [index, size] of sizes.entries()) field.writeBigUInt64LE(BigInt(size), 4 + 8 * index);
  return field;
}

function descriptorOf(kind: OddEntry['descriptor'], crc: number, body: Buffer, data: Buffer): Buffer {
  if (kind === undefined) return Buffer.alloc(0);
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(kind === 'wrong' ? (crc ^ 1) >>> 0 : crc, 4);
  bytes.writeUInt32LE(body.length, 8);
  bytes.writeUInt32LE(data.length, 12);
  return kind === 'bare' ? bytes.subarray(4) : bytes;
}

function makeEnd(count: number, bytes: number, offset: number, odd: OddZip, uncounted: number): Buffer {
  const comment = Buffer.from(odd.comment ?? '');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(odd.end64 === true ? 0xffff : count, 8);
  end.writeUInt16LE(odd.end64 === true ? 0xffff : count, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(odd.end64 === true ? 0xffffffff : offset, 16);
  end.writeUInt16LE(comment.length, 20);
  if (odd.end64 !== true) return Buffer.concat([end, comment]);
  const records = Buffer.alloc(76);
  records.writeUInt32LE(0x06064b50, 0);
  records.writeBigUInt64LE(44n, 4);
  records.writeBigUInt64LE(BigInt(count), 24);
  records.writeBigUInt64LE(BigInt(count), 32);
  records.writeBigUInt64LE(BigInt(bytes), 40);
  records.writeBigUInt64LE(BigInt(offset), 48);
  records.writeUInt32LE(0x07064b50, 56);
  records.writeBigUInt64LE(BigInt(uncounted + offset + bytes), 64);
  records.writeUInt32LE(1, 72);
  return Buffer.concat([records, end, comment]);
}
