import { closeSync } from 'node:fs';
import { crc32, createInflateRaw } from 'node:zlib';
import { toBuffer } from '../byte-stream.ts';
import { openPlainFileSync } from '../plain-file.ts';
import { type ModuleFiles, pieceBytes, UnreadableModule, wholeBytes, wrongLength } from './module-files.ts';
import { readAt, readUpTo } from './zip-bytes.ts';
import { isFolderEntry, readDirectory, type ZipFile } from './zip-directory.ts';
import { freshMemory, type ZipMemory } from './zip-memory.ts';

/*
 * Reads module zips (PKWARE APPNOTE 6.3). A module has up to 60 000 files of a few kilobytes, so what counts is
 * the cost of one file: it is inflated by a synchronous call into a buffer of its declared size, which is ten times
 * faster than a stream for each. A large file is streamed, so that memory is bounded whatever a zip holds. What Go's
 * archive/zip checks of a file is checked here: its length, its CRC-32, and the data descriptor behind it.
 */

const localSignature = 0x04034b50;
const localBytes = 30;
const descriptorSignature = 0x08074b50;
const descriptorBytes = 16;

/** ZipContents also says where the files lie in the zip. */
export interface ZipContents extends ModuleFiles {
  readonly files: readonly ZipFile[];
}

/**
 * openZip reads the central directory of a zip. What is read lies in `memory`, and is valid for as long as that says. Throws
 * UnreadableModule, or what the file system says.
 */
export function openZip(file: string, memory: ZipMemory = freshMemory): ZipContents {
  const fd = openPlainFileSync(file, { followLinks: true });
  try {
    const files = readDirectory(fd);
    const known = new Map(files.map((entry) => [entry.name, entry]));
    return {
      files,
      read: (name) => {
        const entry = known.get(name);
        if (entry === undefined) throw new UnreadableModule(`its zip has no file ${JSON.stringify(name)}`);
        return readFile(fd, entry, memory);
      },
      close: () => closeSync(fd),
    };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function readFile(fd: number, file: ZipFile, memory: ZipMemory): Buffer | AsyncIterable<Buffer> {
  if (isFolderEntry(file.name)) return readFolder(fd, file);
  if (file.method === 'unknown') {
    throw new UnreadableModule(`\`${file.name}\` is compressed in an unknown way`);
  }
  const whole = file.bytes <= wholeBytes && file.compressedBytes <= wholeBytes;
  if (!whole) return streamFile(fd, file, contentOffset(readAt(fd, file.offset, localBytes), file));
  // One read for the header and the content; the name and the extra field of Go's zips fit into the slack.
  const slack = localBytes + Buffer.byteLength(file.name) + 64 + descriptorBytes;
  const bytes = readUpTo(memory.input(slack + file.compressedBytes), fd, file.offset);
  const start = contentOffset(bytes, file) - file.offset;
  const end = start + file.compressedBytes;
  const compressed =
    end <= bytes.length
      ? bytes.subarray(start, end)
      : readUpTo(Buffer.allocUnsafe(file.compressedBytes), fd, file.offset + start);
  if (file.hasDescriptor) {
    const fits = end + descriptorBytes <= bytes.length;
    checkDescriptor(file, fits ? bytes.subarray(end) : readDescriptor(fd, file.offset + end));
  }
  const content = file.method === 'stored' ? compressed : inflate(compressed, file, memory);
  checkContent(file, content.length, crc32(content));
  return content;
}

/** Nothing of a folder is read but its header, as in archive/zip. */
function readFolder(fd: number, file: ZipFile): Buffer {
  contentOffset(readAt(fd, file.offset, localBytes), file);
  if (file.bytes > 0) throw new UnreadableModule(`the folder \`${file.name}\` has content`);
  return Buffer.alloc(0);
}

function contentOffset(local: Buffer, file: ZipFile): number {
  if (local.length < localBytes || local.readUInt32LE(0) !== localSignature) {
    throw new UnreadableModule(`\`${file.name}\` is not where the directory of its zip says`);
  }
  return file.offset + localBytes + local.readUInt16LE(26) + local.readUInt16LE(28);
}

function readDescriptor(fd: number, at: number): Buffer {
  return readUpTo(Buffer.alloc(descriptorBytes), fd, at);
}

/** A descriptor begins with its CRC-32, or with a signature before that; its sizes are not looked at. */
function checkDescriptor(file: ZipFile, bytes: Buffer): void {
  const signed = bytes.length >= 8 && bytes.readUInt32LE(0) === descriptorSignature;
  const least = signed ? descriptorBytes : descriptorBytes - 4;
  if (bytes.length < least || bytes.readUInt32LE(signed ? 4 : 0) !== file.crc32) throw damaged(file);
}

/** A CRC-32 of 0 without a descriptor is taken for one that was not set. */
function checkContent(file: ZipFile, bytes: number, sum: number): void {
  if (bytes !== file.bytes) throw wrongLength(file);
  if (sum !== file.crc32 && (file.hasDescriptor || file.crc32 !== 0)) throw damaged(file);
}

function inflate(compressed: Buffer, file: ZipFile, memory: ZipMemory): Buffer {
  try {
    return memory.inflate(compressed, file.bytes);
  } catch (error) {
    throw damaged(file, error);
  }
}

async function* streamFile(fd: number, file: ZipFile, start: number): AsyncGenerator<Buffer> {
  if (file.hasDescriptor) checkDescriptor(file, readDescriptor(fd, start + file.compressedBytes));
  const compressed = pieces(fd, start, file.compressedBytes);
  let bytes = 0;
  let sum = 0;
  for await (const piece of file.method === 'stored' ? compressed : inflateStream(file, compressed)) {
    bytes += piece.length;
    if (bytes > file.bytes) throw wrongLength(file);
    sum = crc32(piece, sum);
    yield piece;
  }
  checkContent(file, bytes, sum);
}

async function* inflateStream(file: ZipFile, compressed: Iterable<Buffer>): AsyncGenerator<Buffer> {
  const inflating = createInflateRaw({ chunkSize: pieceBytes });
  const feeding = feed(inflating, compressed);
  try {
    for await (const piece of inflating) yield toBuffer(piece);
    await feeding;
  } catch (error) {
    throw damaged(file, error);
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

/**
 * Fewer bytes than the directory says may be enough to inflate. One buffer serves all pieces: thrown away, they would
 * pile up until the garbage collector comes by.
 */
function* pieces(fd: number, start: number, bytes: number): Generator<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, bytes));
  for (let at = 0; at < bytes; at += pieceBytes) {
    const piece = readUpTo(buffer.subarray(0, Math.min(pieceBytes, bytes - at)), fd, start + at);
    if (piece.length === 0) return;
    yield piece;
  }
}

function damaged(file: ZipFile, cause?: unknown): UnreadableModule {
  const message = `\`${file.name}\` is damaged in its zip`;
  return cause === undefined ? new UnreadableModule(message) : new UnreadableModule(message, { cause });
}
