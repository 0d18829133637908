import { isUtf8 } from 'node:buffer';
import { closeSync } from 'node:fs';
import { openPlainFileSync } from '../plain-file.ts';
import { type ModuleFile, moduleLimits, UnreadableModule } from './module-files.ts';
import { readAt } from './zip-bytes.ts';
import { entrySignature, locateDirectory } from './zip-end.ts';

/*
 * The directory of a module zip (PKWARE APPNOTE 6.3), read as Go's archive/zip reads it (readDirectoryHeader): which files
 * there are, how long, and where they lie. Before any content is read, it has to be one that a module can have.
 */

const entryBytes = 46;
const full = 0xffffffff;

/** ZipFile is a file as the directory of its zip describes it; the name of a folder ends with a slash. */
export interface ZipFile extends ModuleFile {
  readonly method: 'stored' | 'deflated' | 'unknown';
  readonly compressedBytes: number;
  /** Of its content; 0 where its writer has not set it. */
  readonly crc32: number;
  /** Whether a data descriptor follows the content. */
  readonly hasDescriptor: boolean;
  /** Where its local header begins. */
  readonly offset: number;
}

/** isFolderEntry tells whether a name in a zip stands for a folder. */
export function isFolderEntry(name: string): boolean {
  return name.endsWith('/');
}

/** readDirectory lists the files of the open zip `fd`. Throws UnreadableModule, or what the file system says. */
export function readDirectory(fd: number): ZipFile[] {
  const files: ZipFile[] = [];
  eachEntry(fd, (file) => files.push(file));
  return files;
}

/** zipContentBytes adds up how long the files of a zip are, and keeps none of them. Throws like readDirectory. */
export function zipContentBytes(file: string): number {
  const fd = openPlainFileSync(file, { followLinks: true });
  let total = 0;
  try {
    eachEntry(fd, ({ bytes }) => {
      total += bytes;
    });
  } finally {
    closeSync(fd);
  }
  return total;
}

/** Like archive/zip, it reads up to what is not an entry, and compares the lowest 16 bits of their number. */
function eachEntry(fd: number, take: (file: ZipFile) => void): void {
  const location = locateDirectory(fd);
  const directory = readDirectoryBytes(fd, location.fileBytes - location.start, location.start);
  const sizes = new Sizes(location.fileBytes);
  let entries = 0;
  for (let at = 0; isEntry(directory, at); at = entryEnd(directory, at)) {
    const file = decodeEntry(directory, at, location.base);
    sizes.add(file);
    take(file);
    entries += 1;
  }
  if ((entries & 0xffff) !== (location.entries & 0xffff)) {
    throw new UnreadableModule('the directory of its zip is damaged');
  }
}

function readDirectoryBytes(fd: number, bytes: number, start: number): Buffer {
  if (bytes > moduleLimits.listingBytes) throw new UnreadableModule('the directory of its zip is too large');
  return readAt(fd, start, bytes);
}

function isEntry(directory: Buffer, at: number): boolean {
  if (at + entryBytes > directory.length || directory.readUInt32LE(at) !== entrySignature) return false;
  return entryEnd(directory, at) <= directory.length;
}

function entryEnd(directory: Buffer, at: number): number {
  return nameEnd(directory, at) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
}

function nameEnd(directory: Buffer, at: number): number {
  return at + entryBytes + directory.readUInt16LE(at + 28);
}

/** Sizes adds up what the entries declare. Entries that overlap would let a small zip stand for any amount of work. */
class Sizes {
  readonly #fileBytes: number;
  #files = 0;
  #contentBytes = 0;
  #compressedBytes = 0;

  constructor(fileBytes: number) {
    this.#fileBytes = fileBytes;
  }

  /** Throws UnreadableModule once it is more than a module can have. */
  add({ name, bytes, compressedBytes }: ZipFile): void {
    this.#files += 1;
    if (this.#files > moduleLimits.files)
      throw new UnreadableModule(`its zip has more than ${moduleLimits.files} files`);
    this.#contentBytes += bytes;
    if (this.#contentBytes > moduleLimits.moduleBytes)
      throw new UnreadableModule('its files have more than 500 MB together');
    // Java's jar tool gives folders a compressed size.
    if (!isFolderEntry(name)) this.#compressedBytes += compressedBytes;
    if (this.#compressedBytes > this.#fileBytes) throw new UnreadableModule('the files of its zip overlap');
  }
}

const methods: ReadonlyMap<number, ZipFile['method']> = new Map([
  [0, 'stored'],
  [8, 'deflated'],
]);

function decodeEntry(directory: Buffer, at: number, base: number): ZipFile {
  const name = nameOf(directory, at);
  const sizes = sizesOf(directory, at);
  const offset = sizes.offset + base;
  if (offset < 0) throw new UnreadableModule('the directory of its zip is damaged');
  return {
    name,
    method: methods.get(directory.readUInt16LE(at + 10)) ?? 'unknown',
    ...sizes,
    offset,
    crc32: directory.readUInt32LE(at + 16),
    hasDescriptor: (directory.readUInt16LE(at + 8) & 8) !== 0,
  };
}

/** A name with a line feed has no hash; the go command refuses one that is not UTF-8 when it extracts a module. */
function nameOf(directory: Buffer, at: number): string {
  const bytes = directory.subarray(at + entryBytes, nameEnd(directory, at));
  if (!isUtf8(bytes)) throw new UnreadableModule('a name in its zip is not UTF-8');
  if (bytes.includes('\n')) throw new UnreadableModule('a name in its zip has a line feed');
  return bytes.toString();
}

interface EntrySizes {
  readonly bytes: number;
  readonly compressedBytes: number;
  readonly offset: number;
}

/** A field of 32 bits that is full is continued in the extra field with the tag 1, in this order. */
function sizesOf(directory: Buffer, at: number): EntrySizes {
  const [bytes, compressedBytes, offset] = [24, 20, 42].map((field) => directory.readUInt32LE(at + field));
  const sizes = [bytes ?? 0, compressedBytes ?? 0, offset ?? 0];
  if (sizes.includes(full)) {
    const extra = extra64(directory, nameEnd(directory, at), directory.readUInt16LE(at + 30));
    for (const [index, size] of sizes.entries()) {
      if (size === full && extra !== undefined) sizes[index] = extra();
    }
  }
  const [size = 0, stored = 0, start = 0] = sizes;
  return { bytes: size, compressedBytes: stored, offset: start };
}

/** Returns what reads the numbers of the zip64 field one after the other; undefined where there is none. */
function extra64(directory: Buffer, start: number, length: number): (() => number) | undefined {
  const end = start + length;
  for (let at = start; at + 4 <= end; ) {
    const fieldEnd = at + 4 + directory.readUInt16LE(at + 2);
    if (fieldEnd > end) return undefined;
    if (directory.readUInt16LE(at) === 1) return numbersOf(directory, at + 4, fieldEnd);
    at = fieldEnd;
  }
  return undefined;
}

function numbersOf(directory: Buffer, start: number, end: number): () => number {
  let at = start;
  return () => {
    if (at + 8 > end) throw new UnreadableModule('the directory of its zip is damaged');
    at += 8;
    // No file is that large: it only has to stay a position that can be asked for.
    return Math.min(Number(directory.readBigUInt64LE(at - 8)), 2 ** 52);
  };
}
