import { fstatSync } from 'node:fs';
import { UnreadableModule } from './module-files.ts';
import { readAt, readUpTo } from './zip-bytes.ts';

/*
 * Finds the directory of a zip as Go's archive/zip does (readDirectoryEnd): through the record at its end, which is
 * followed by a comment at most. Records of 64 bits count where those of 32 are full. A zip may have bytes before it.
 */

/** DirectoryLocation is where the directory of a zip begins, and what is added to each offset in it. */
export interface DirectoryLocation {
  readonly start: number;
  /** How many bytes precede the zip, as far as its offsets do not count them. */
  readonly base: number;
  /** How many entries there are; only its lowest 16 bits can be relied on. */
  readonly entries: number;
  /** Size of the file. */
  readonly fileBytes: number;
}

export const entrySignature = 0x02014b50;
const endSignature = 0x06054b50;
const end64LocatorSignature = 0x07064b50;
const end64Signature = 0x06064b50;
const endBytes = 22;
const locatorBytes = 20;
const end64Bytes = 56;
const searchedBytes = 65 * 1024;

interface End {
  /** Where the record stands. */
  readonly at: number;
  readonly entries: number;
  readonly bytes: number;
  readonly offset: number;
}

/** locateDirectory finds the directory of the open zip `fd`. Throws UnreadableModule, or what the file system says. */
export function locateDirectory(fd: number): DirectoryLocation {
  const fileBytes = fstatSync(fd).size;
  const end = resolve64(fd, findEnd(fd, fileBytes));
  const base = end.at - end.bytes - end.offset;
  const start = base + end.offset;
  if (!Number.isSafeInteger(base) || start < 0 || start >= fileBytes) throw damaged();
  // Some tools count the bytes before the zip, though its sizes do not add up then.
  const known = base > 0 && beginsEntry(fd, end.offset);
  return { start: known ? end.offset : start, base: known ? 0 : base, entries: end.entries, fileBytes };
}

function findEnd(fd: number, fileBytes: number): End {
  const tailBytes = Math.min(fileBytes, searchedBytes);
  const tail = readAt(fd, fileBytes - tailBytes, tailBytes);
  for (let at = tailBytes - endBytes; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    if (at + endBytes + tail.readUInt16LE(at + 20) > tailBytes) break;
    return {
      at: fileBytes - tailBytes + at,
      entries: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
  }
  throw new UnreadableModule('its zip has no end');
}

/** The conditions are those of archive/zip, which compares the size with 16 bits. */
function resolve64(fd: number, end: End): End {
  if (end.entries !== 0xffff && end.bytes !== 0xffff && end.offset !== 0xffffffff) return end;
  if (end.at < locatorBytes) return end;
  const locator = readAt(fd, end.at - locatorBytes, locatorBytes);
  const isLocator = locator.readUInt32LE(0) === end64LocatorSignature;
  if (!isLocator || locator.readUInt32LE(4) !== 0 || locator.readUInt32LE(16) !== 1) return end;
  const at = Number(locator.readBigUInt64LE(8));
  if (!Number.isSafeInteger(at)) throw damaged();
  const record = readAt(fd, at, end64Bytes);
  if (record.readUInt32LE(0) !== end64Signature) throw damaged();
  return {
    at,
    entries: Number(record.readBigUInt64LE(32) & 0xffffn),
    bytes: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  };
}

function beginsEntry(fd: number, at: number): boolean {
  const bytes = readUpTo(Buffer.alloc(4), fd, at);
  return bytes.length === 4 && bytes.readUInt32LE(0) === entrySignature;
}

function damaged(): UnreadableModule {
  return new UnreadableModule('the directory of its zip is damaged');
}
