import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type ModuleFile, UnreadableModule } from './module-files.ts';

/*
 * The directory of a module zip (PKWARE APPNOTE 6.3): which files there are, how long, and where they lie.
 */

const endSignature = 0x06054b50;
const end64LocatorSignature = 0x07064b50;
const end64Signature = 0x06064b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const commentBytesMax = 0xffff;
const entryBytes = 46;

/** A central directory this long holds a million files. */
const directoryBytesMax = 256 * 2 ** 20;

/** ZipFile is a file as the directory of its zip describes it. */
export interface ZipFile extends ModuleFile {
  readonly method: 'stored' | 'deflated';
  readonly compressedBytes: number;
  /** Of its content. */
  readonly crc32: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** readDirectory lists the files of the open zip `fd`. Throws UnreadableModule, or what the file system says. */
export function readDirectory(fd: number): ZipFile[] {
  const files: ZipFile[] = [];
  eachEntry(fd, (directory, at) => files.push(decodeEntry(directory, at)));
  return files;
}

/** zipContentBytes adds up how long the files of a zip are, and remembers none of them. Throws like readDirectory. */
export function zipContentBytes(file: string): number {
  const fd = openSync(file, 'r');
  let total = 0;
  try {
    eachEntry(fd, (directory, at) => {
      total += contentBytes(directory, at);
    });
  } finally {
    closeSync(fd);
  }
  return total;
}

function eachEntry(fd: number, take: (directory: Buffer, at: number) => void): void {
  const { offset, bytes, count } = findDirectory(fd);
  if (bytes > directoryBytesMax) unreadable('the directory of its zip is too large');
  const directory = readAt(fd, offset, bytes);
  let at = 0;
  for (let entry = 0; entry < count; entry++) {
    if (at + entryBytes > bytes || directory.readUInt32LE(at) !== entrySignature) {
      unreadable('the directory of its zip is damaged');
    }
    take(directory, at);
    at = nameEnd(directory, at) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
}

function decodeEntry(directory: Buffer, at: number): ZipFile {
  const name = directory.toString('utf8', at + entryBytes, nameEnd(directory, at));
  const method = directory.readUInt16LE(at + 10);
  const encrypted = (directory.readUInt16LE(at + 8) & 1) !== 0;
  if (encrypted || (method !== 0 && method !== 8)) {
    unreadable(`\`${name}\` is compressed or encrypted in an unknown way`);
  }
  return {
    name,
    method: method === 0 ? 'stored' : 'deflated',
    compressedBytes: directory.readUInt32LE(at + 20),
    crc32: directory.readUInt32LE(at + 16),
    bytes: contentBytes(directory, at),
    offset: directory.readUInt32LE(at + 42),
  };
}

function contentBytes(directory: Buffer, at: number): number {
  return directory.readUInt32LE(at + 24);
}

function nameEnd(directory: Buffer, at: number): number {
  return at + entryBytes + directory.readUInt16LE(at + 28);
}

/** The end record stands at the end, before a comment that Go never writes but a zip may have. */
function findDirectory(fd: number): { offset: number; bytes: number; count: number } {
  const size = fstatSync(fd).size;
  const tailBytes = Math.min(size, endBytes + commentBytesMax);
  const tail = readAt(fd, size - tailBytes, tailBytes);
  for (let at = tailBytes - endBytes; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    const count = tail.readUInt16LE(at + 10);
    if (count === 0xffff)
      return findDirectory64(fd, size - tailBytes + at) ?? unreadable('its zip64 is damaged');
    return { offset: tail.readUInt32LE(at + 16), bytes: tail.readUInt32LE(at + 12), count };
  }
  return unreadable('its zip has no end');
}

/** A zip of 65 535 files and more says so in a record of its own; sizes need it only beyond Go's limits. */
function findDirectory64(
  fd: number,
  end: number,
): { offset: number; bytes: number; count: number } | undefined {
  if (end < 76) return undefined;
  const locator = readAt(fd, end - 20, 20);
  if (locator.readUInt32LE(0) !== end64LocatorSignature) return undefined;
  const record = readAt(fd, Number(locator.readBigUInt64LE(8)), 56);
  if (record.readUInt32LE(0) !== end64Signature) return undefined;
  return {
    count: Number(record.readBigUInt64LE(32)),
    bytes: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  };
}

/** readAt reads exactly so many bytes of an open file; fewer are an UnreadableModule. */
export function readAt(fd: number, position: number, bytes: number): Buffer {
  return readInto(Buffer.allocUnsafe(bytes), fd, position);
}

/** readInto fills `buffer` from an open file, and returns it; fewer bytes are an UnreadableModule. */
export function readInto(buffer: Buffer, fd: number, position: number): Buffer {
  return fill(buffer, fd, position) === buffer.length ? buffer : unreadable('its zip is cut short');
}

/** readUpTo fills `buffer` from an open file as far as there are bytes, and returns the filled part. */
export function readUpTo(buffer: Buffer, fd: number, position: number): Buffer {
  return buffer.subarray(0, fill(buffer, fd, position));
}

function fill(buffer: Buffer, fd: number, position: number): number {
  let filled = 0;
  while (filled < buffer.length) {
    const read = readSync(fd, buffer, filled, buffer.length - filled, position + filled);
    if (read === 0) break;
    filled += read;
  }
  return filled;
}

/** unreadable throws UnreadableModule. */
export function unreadable(reason: string): never {
  throw new UnreadableModule(reason);
}
