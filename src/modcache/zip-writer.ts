import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { FileSink } from './receive-module.ts';
import {
  directoryEntryBytes,
  endRecords,
  localHeaderBytes,
  writeDirectoryEntry,
  writeLocalHeader,
} from './zip-records.ts';

/*
 * Writes a module zip whose files are stored, not deflated: its h1 is the same, because that is computed from the
 * contents, and to deflate a gigabyte again would cost more than anything else in a restore. What is left is the cost
 * of the kernel taking the bytes in, so small files are gathered and written a megabyte at a time.
 */

const batchBytes = 2 ** 20;

/** Pieces from this size on are written from where they lie. */
const directBytes = 2 ** 17;

/** ZipWriter writes one zip to `file`, which must not exist. `batch` is scratch memory that writers take turns with. */
export class ZipWriter implements FileSink {
  readonly #fd: number;
  readonly #batch: Buffer;
  /** As far as it has grown: an object for each of 60 000 files would weigh more than all the rest. */
  readonly #directory = new Directory();
  #fill = 0;
  /** Of the file, what is in the batch not counted. */
  #written = 0;
  #name = Buffer.alloc(0);
  #size = 0;
  #offset = 0;
  #crc = 0;
  #begun = false;

  constructor(file: string, batch: Buffer) {
    this.#fd = openSync(file, 'wx');
    this.#batch = batch;
  }

  /** batch makes the memory that the constructor asks for. */
  static batch(): Buffer {
    return Buffer.allocUnsafe(batchBytes);
  }

  file(name: string, size: number): void {
    this.#name = Buffer.from(name);
    this.#size = size;
    this.#crc = 0;
    this.#begun = false;
  }

  content(bytes: Buffer, whole: boolean, last: boolean): void {
    this.#crc = crc32(bytes, this.#crc);
    if (!this.#begun) this.#begin();
    this.#append(bytes);
    if (!last) return;
    if (!whole) this.#correctCrc();
    this.#list();
  }

  close(): void {
    try {
      this.#end();
    } finally {
      closeSync(this.#fd);
    }
  }

  /** Of the zip so far, in bytes. */
  get #length(): number {
    return this.#written + this.#fill;
  }

  #begin(): void {
    this.#begun = true;
    this.#offset = this.#length;
    writeLocalHeader(this.#room(localHeaderBytes + this.#name.length), this.#name, this.#size, this.#crc);
  }

  /** The header of a file that came in pieces was written before its checksum was known. */
  #correctCrc(): void {
    this.#flush();
    const crc = Buffer.alloc(4);
    crc.writeUInt32LE(this.#crc);
    writeAll(this.#fd, crc, this.#offset + 14);
  }

  #list(): void {
    const entry = this.#directory.entry(directoryEntryBytes + this.#name.length);
    writeDirectoryEntry(entry, this.#name, this.#size, this.#crc, this.#offset);
  }

  #end(): void {
    const offset = this.#length;
    for (const block of this.#directory.blocks()) this.#append(block);
    this.#append(endRecords(this.#directory.entries, offset, this.#length - offset));
    this.#flush();
  }

  /** Zeroed memory in the batch for what comes next, much less than a batch: memory of its own for each file would be garbage. */
  #room(bytes: number): Buffer {
    if (bytes > batchBytes - this.#fill) this.#flush();
    const room = this.#batch.subarray(this.#fill, this.#fill + bytes).fill(0);
    this.#fill += bytes;
    return room;
  }

  #append(bytes: Buffer): void {
    if (bytes.length > batchBytes - this.#fill) this.#flush();
    if (bytes.length >= directBytes) {
      this.#flush();
      writeAll(this.#fd, bytes, this.#written);
      this.#written += bytes.length;
    } else {
      this.#fill += bytes.copy(this.#batch, this.#fill);
    }
  }

  #flush(): void {
    if (this.#fill === 0) return;
    writeAll(this.#fd, this.#batch.subarray(0, this.#fill), this.#written);
    this.#written += this.#fill;
    this.#fill = 0;
  }
}

/** In bytes: the first block of a directory, and the largest. */
const block = { first: 2 ** 12, max: 2 ** 18 };

/** Directory is memory for a directory of unknown length, in blocks: one that grew would leave copies of itself behind. */
class Directory {
  #entries = 0;
  readonly #full: Buffer[] = [];
  #last = Buffer.alloc(block.first);
  #fill = 0;

  get entries(): number {
    return this.#entries;
  }

  /** Zeroed memory for the next entry. */
  entry(bytes: number): Buffer {
    if (bytes > this.#last.length - this.#fill) this.#nextBlock(bytes);
    const entry = this.#last.subarray(this.#fill, this.#fill + bytes);
    this.#fill += bytes;
    this.#entries += 1;
    return entry;
  }

  blocks(): readonly Buffer[] {
    return [...this.#full, this.#last.subarray(0, this.#fill)];
  }

  #nextBlock(bytesMin: number): void {
    this.#full.push(this.#last.subarray(0, this.#fill));
    this.#last = Buffer.alloc(Math.max(bytesMin, Math.min(2 * this.#last.length, block.max)));
    this.#fill = 0;
  }
}

/** writeAll writes all of `bytes`, which one call need not do (a disk nearly full). */
function writeAll(fd: number, bytes: Buffer, position: number): void {
  let at = 0;
  while (at < bytes.length) at += writeSync(fd, bytes, at, bytes.length - at, position + at);
}
