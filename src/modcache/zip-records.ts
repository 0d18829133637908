/* The records around the files of a zip whose files are stored (PKWARE APPNOTE 6.3). */

const versionNeeded = 20;
const flagUtf8 = 0x800;
/** 1 January 1980, the earliest date a zip knows. */
const date = 0x21;
const max16 = 0xffff;

/** localHeaderBytes is how long a local header is, without the name. */
export const localHeaderBytes = 30;

/** writeLocalHeader writes into zeroed memory. */
export function writeLocalHeader(header: Buffer, name: Buffer, size: number, crc: number): void {
  header.writeUInt32LE(0x04034b50, 0);
  writeFileFields(header.subarray(4), name, size, crc);
  name.copy(header, localHeaderBytes);
}

/** directoryEntryBytes is how long an entry of the directory is, without the name. */
export const directoryEntryBytes = 46;

/** writeDirectoryEntry writes into zeroed memory. */
export function writeDirectoryEntry(
  entry: Buffer,
  name: Buffer,
  size: number,
  crc: number,
  offset: number,
): void {
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(versionNeeded, 4);
  writeFileFields(entry.subarray(6), name, size, crc);
  entry.writeUInt32LE(offset, 42);
  name.copy(entry, directoryEntryBytes);
}

/** What a local header and a directory entry have in common. */
function writeFileFields(fields: Buffer, name: Buffer, size: number, crc: number): void {
  fields.writeUInt16LE(versionNeeded, 0);
  fields.writeUInt16LE(flagUtf8, 2);
  fields.writeUInt16LE(date, 8);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(size, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
}

/** endRecords is the end of a zip; from 65 535 files on, with the zip64 records that hold the count. */
export function endRecords(count: number, offset: number, bytes: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, max16), 8);
  end.writeUInt16LE(Math.min(count, max16), 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(offset, 16);
  return count < max16 ? end : Buffer.concat([end64Records(count, offset, bytes), end]);
}

function end64Records(count: number, offset: number, bytes: number): Buffer {
  const records = Buffer.alloc(56 + 20);
  records.writeUInt32LE(0x06064b50, 0);
  records.writeBigUInt64LE(44n, 4);
  records.writeUInt16LE(45, 12);
  records.writeUInt16LE(45, 14);
  records.writeBigUInt64LE(BigInt(count), 24);
  records.writeBigUInt64LE(BigInt(count), 32);
  records.writeBigUInt64LE(BigInt(bytes), 40);
  records.writeBigUInt64LE(BigInt(offset), 48);
  records.writeUInt32LE(0x07064b50, 56);
  records.writeBigUInt64LE(BigInt(offset + bytes), 64);
  records.writeUInt32LE(1, 72);
  return records;
}
