import { closeSync, openSync } from 'node:fs';
import { createInflateRaw } from 'node:zlib';
import { toBuffer } from '../byte-stream.ts';
import { type ModuleFiles, pieceBytes, UnreadableModule, wholeBytes } from './module-files.ts';
import { readAt, readDirectory, readInto, readUpTo, unreadable, type ZipFile } from './zip-directory.ts';
import { freshMemory, type ZipMemory } from './zip-memory.ts';

/*
 * Reads module zips (PKWARE APPNOTE 6.3). A module has up to 60 000 files of a few kilobytes, so what counts is
 * the cost of one file: it is inflated by a synchronous call into a buffer of its declared size, which is ten times
 * faster than a stream for each. A large file is streamed, so that memory is bounded whatever a zip holds.
 */

const localSignature = 0x04034b50;
const localBytes = 30;

/** ZipContents also says where the files lie in the zip. */
export interface ZipContents extends ModuleFiles {
  readonly files: readonly ZipFile[];
}

/**
 * openZip reads the central directory of a zip. What is read lies in `memory`, and is valid for as long as that says. Throws
 * UnreadableModule, or what the file system says.
 */
export function openZip(file: string, memory: ZipMemory = freshMemory): ZipContents {
  const fd = openSync(file, 'r');
  try {
    const files = readDirectory(fd);
    const known = new Map(files.map((entry) => [entry.name, entry]));
    return {
      files,
      read: (name) =>
        readFile(fd, known.get(name) ?? unreadable(`no file ${JSON.stringify(name)} in its zip`), memory),
      close: () => closeSync(fd),
    };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function readFile(fd: number, file: ZipFile, memory: ZipMemory): Buffer | AsyncIterable<Buffer> {
  const whole = file.bytes <= wholeBytes && file.compressedBytes <= wholeBytes;
  if (!whole) return streamFile(fd, file, contentOffset(readAt(fd, file.offset, localBytes), file));
  // One read for the header and the content; the name and the extra field of Go's zips fit into the slack.
  const slack = localBytes + Buffer.byteLength(file.name) + 64;
  const bytes = readUpTo(memory.input(slack + file.compressedBytes), fd, file.offset);
  const start = contentOffset(bytes, file) - file.offset;
  const compressed =
    start + file.compressedBytes <= bytes.length
      ? bytes.subarray(start, start + file.compressedBytes)
      : readAt(fd, file.offset + start, file.compressedBytes);
  return file.method === 'stored' ? compressed : inflate(compressed, file, memory);
}

function contentOffset(local: Buffer, file: ZipFile): number {
  if (local.length < localBytes || local.readUInt32LE(0) !== localSignature) {
    unreadable(`\`${file.name}\` is not where the directory of its zip says`);
  }
  return file.offset + localBytes + local.readUInt16LE(26) + local.readUInt16LE(28);
}

function inflate(compressed: Buffer, file: ZipFile, memory: ZipMemory): Buffer {
  try {
    return memory.inflate(compressed, file.bytes);
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

/** One buffer serves all pieces: thrown away, they would pile up until the garbage collector comes by. */
function* pieces(fd: number, start: number, bytes: number): Generator<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, bytes));
  for (let at = 0; at < bytes; at += pieceBytes)
    yield readInto(buffer.subarray(0, Math.min(pieceBytes, bytes - at)), fd, start + at);
}

function damaged(file: ZipFile, cause: unknown): never {
  throw new UnreadableModule(`\`${file.name}\` is damaged in its zip`, { cause });
}
