import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import {
  type ModuleFile,
  type ModuleFiles,
  pieceBytes,
  UnreadableModule,
  wholeBytes,
} from './module-files.ts';

/*
 * Reads module zips (PKWARE APPNOTE 6.3). A module has up to 60 000 files of a few kilobytes, so what counts is
 * the cost of one file: it is inflated by a synchronous call into a buffer of its declared size, which is ten times
 * faster than a stream for each. A large file is streamed, so that memory is bounded whatever a zip holds.
 */

const endSignature = 0x06054b50;
const end64LocatorSignature = 0x07064b50;
const end64Signature = 0x06064b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const commentBytesMax = 0xffff;
const entryBytes = 46;
const localBytes = 30;

/** A central directory this long holds a million files. */
const directoryBytesMax = 256 * 2 ** 20;

interface ZipFile extends ModuleFile {
  readonly method: 'stored' | 'deflated';
  readonly compressedBytes: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** openZip reads the central directory of a zip. Throws UnreadableModule, or what the file system says. */
export function openZip(file: string): ModuleFiles {
  const fd = openSync(file, 'r');
  try {
    const files = readDirectory(fd);
    const known = new Map(files.map((entry) => [entry.name, entry]));
    return {
      files,
      read: (name) =>
        readFile(fd, known.get(name) ?? unreadable(`no file ${JSON.stringify(name)} in its zip`)),
      close: () => closeSync(fd),
    };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function readDirectory(fd: number): ZipFile[] {
  const { offset, bytes, count } = findDirectory(fd);
  if (bytes > directoryBytesMax) unreadable('the directory of its zip is too large');
  const directory = readAt(fd, offset, bytes);
  const files: ZipFile[] = [];
  for (let at = 0; files.length < count; ) {
    if (at + entryBytes > bytes || directory.readUInt32LE(at) !== entrySignature) {
      unreadable('the directory of its zip is damaged');
    }
    const nameEnd = at + entryBytes + directory.readUInt16LE(at + 28);
    files.push(decodeEntry(directory, at, nameEnd));
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return files;
}

function decodeEntry(directory: Buffer, at: number, nameEnd: number): ZipFile {
  const name = directory.toString('utf8', at + entryBytes, nameEnd);
  const method = directory.readUInt16LE(at + 10);
  const encrypted = (directory.readUInt16LE(at + 8) & 1) !== 0;
  if (encrypted || (method !== 0 && method !== 8)) {
    unreadable(`\`${name}\` is compressed or encrypted in an unknown way`);
  }
  return {
    name,
    method: method === 0 ? 'stored' : 'deflated',
    compressedBytes: directory.readUInt32LE(at + 20),
    bytes: directory.readUInt32LE(at + 24),
    offset: directory.readUInt32LE(at + 42),
  };
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

function readFile(fd: number, file: ZipFile): Buffer | AsyncIterable<Buffer> {
  const whole = file.bytes <= wholeBytes && file.compressedBytes <= wholeBytes;
  if (!whole) return streamFile(fd, file, contentOffset(readAt(fd, file.offset, localBytes), file));
  // One read for the header and the content; the name and the extra field of Go's zips fit into the slack.
  const slack = localBytes + Buffer.byteLength(file.name) + 64;
  const bytes = readUpTo(fd, file.offset, slack + file.compressedBytes);
  const start = contentOffset(bytes, file) - file.offset;
  const compressed =
    start + file.compressedBytes <= bytes.length
      ? bytes.subarray(start, start + file.compressedBytes)
      : readAt(fd, file.offset + start, file.compressedBytes);
  return file.method === 'stored' ? compressed : inflate(compressed, file);
}

function contentOffset(local: Buffer, file: ZipFile): number {
  if (local.length < localBytes || local.readUInt32LE(0) !== localSignature) {
    unreadable(`\`${file.name}\` is not where the directory of its zip says`);
  }
  return file.offset + localBytes + local.readUInt16LE(26) + local.readUInt16LE(28);
}

function inflate(compressed: Buffer, file: ZipFile): Buffer {
  try {
    // One byte more than declared shows a file that is longer, and spares a second call for one that is not.
    return inflateRawSync(compressed, {
      chunkSize: Math.max(64, file.bytes + 1),
      maxOutputLength: file.bytes + 1,
    });
  } catch (error) {
    return damaged(file, error);
  }
}

async function* streamFile(fd: number, file: ZipFile, start: number): AsyncGenerator<Buffer> {
  const compressed = pieces(fd, start, file.compressedBytes);
  if (file.method === 'stored') {
    yield* compressed;
    return;
  }
  const inflating = createInflateRaw({ chunkSize: pieceBytes });
  const feeding = feed(inflating, compressed);
  try {
    for await (const piece of inflating) yield toBuffer(piece);
    await feeding;
  } catch (error) {
    damaged(file, error);
  } finally {
    inflating.destroy();
  }
}

async function feed(
  inflating: ReturnType<typeof createInflateRaw>,
  compressed: Iterable<Buffer>,
): Promise<void> {
  for (const piece of compressed) {
    if (inflating.destroyed) return;
    await new Promise<void>((resolve) => inflating.write(piece, () => resolve()));
  }
  inflating.end();
}

function* pieces(fd: number, start: number, bytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes; at += pieceBytes)
    yield readAt(fd, start + at, Math.min(pieceBytes, bytes - at));
}

function toBuffer(piece: unknown): Buffer {
  if (!Buffer.isBuffer(piece)) throw new TypeError('a byte stream gave something else than bytes');
  return piece;
}

function readAt(fd: number, position: number, bytes: number): Buffer {
  const buffer = readUpTo(fd, position, bytes);
  return buffer.length === bytes ? buffer : unreadable('its zip is cut short');
}

function readUpTo(fd: number, position: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(bytes);
  let filled = 0;
  while (filled < bytes) {
    const read = readSync(fd, buffer, filled, bytes - filled, position + filled);
    if (read === 0) break;
    filled += read;
  }
  return buffer.subarray(0, filled);
}

function damaged(file: ZipFile, cause: unknown): never {
  throw new UnreadableModule(`\`${file.name}\` is damaged in its zip`, { cause });
}

function unreadable(reason: string): never {
  throw new UnreadableModule(reason);
}
