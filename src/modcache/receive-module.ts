import { createHash, type Hash, hash } from 'node:crypto';
import { errnoOf, messageOf } from '../errors.ts';
import { type HashedFile, hash1 } from '../go/dirhash.ts';
import type { ModuleVersion } from '../go/module.ts';
import { moduleLimits } from './module-files.ts';
import { ModuleNames } from './module-names.ts';

/** FileSink is a place that the files of a module are written to, one after the other. Methods throw errno errors. */
export interface FileSink {
  file(name: string, size: number): void;
  /** A part of the current file; `whole` when it is all of it, `last` when no more follows. */
  content(bytes: Buffer, whole: boolean, last: boolean): void;
  /** Ends writing, whether everything was received or not. */
  close(): void;
}

/** What an errno says about one name rather than about the disk. */
const nameTrouble = new Set(['EEXIST', 'EILSEQ', 'EINVAL', 'EISDIR', 'ENAMETOOLONG', 'ENOTDIR']);

/**
 * ModuleReceiver takes in the files of one module: checks their names, hashes them while they are written to
 * `sinks`, and tells at the end whether they are what `h1` vouches for. After the first fault nothing more is
 * written. Methods throw only what a disk does that cannot be written to at all.
 */
export class ModuleReceiver {
  readonly #h1: string;
  readonly #names: ModuleNames;
  readonly #sinks: readonly FileSink[];
  readonly #hashed: HashedFile[] = [];
  #fault: string | undefined;
  #name = '';
  /** Of a file that comes in several pieces. */
  #sha256: Hash | undefined;

  constructor(module: ModuleVersion & { readonly h1: string }, sinks: readonly FileSink[]) {
    this.#h1 = module.h1;
    this.#names = new ModuleNames(module);
    this.#sinks = sinks;
  }

  file(name: string, size: number): void {
    this.#name = name;
    this.#fault ??= this.#names.refuse(name) ?? refuseSize(name, size);
    this.#write((sink) => sink.file(name, size));
  }

  content(bytes: Buffer, last: boolean): void {
    if (this.#fault !== undefined) return;
    const whole = last && this.#sha256 === undefined;
    this.#hash(bytes, whole, last);
    this.#write((sink) => sink.content(bytes, whole, last));
  }

  /**
   * Closes the sinks and says why the module must not be placed, or undefined when it may be. `complete`: as many
   * files came as were announced.
   */
  finish(complete: boolean): string | undefined {
    for (const sink of this.#sinks) sink.close();
    if (this.#fault !== undefined) return this.#fault;
    if (!complete) return 'it has fewer files or bytes than the manifest says';
    const h1 = hash1(this.#hashed);
    return h1 === this.#h1 ? undefined : `its hash is ${h1}, but go.sum says ${this.#h1}`;
  }

  #hash(bytes: Buffer, whole: boolean, last: boolean): void {
    if (whole) {
      this.#hashed.push({ name: this.#name, sha256: hash('sha256', bytes, 'hex') });
      return;
    }
    this.#sha256 ??= createHash('sha256');
    this.#sha256.update(bytes);
    if (!last) return;
    this.#hashed.push({ name: this.#name, sha256: this.#sha256.digest('hex') });
    this.#sha256 = undefined;
  }

  #write(write: (sink: FileSink) => void): void {
    if (this.#fault !== undefined) return;
    try {
      for (const sink of this.#sinks) write(sink);
    } catch (error) {
      if (!nameTrouble.has(errnoOf(error) ?? '')) throw error;
      this.#fault = `\`${this.#name}\` cannot be written here: ${messageOf(error)}`;
    }
  }
}

/** Go refuses a folder with content, and a large go.mod or LICENSE at the root of a module (golang.org/x/mod/zip). */
function refuseSize(name: string, size: number): string | undefined {
  if (name.endsWith('/') && size > 0) return `the folder \`${name}\` has content`;
  if (size <= moduleLimits.goModBytes || !/^[^@]+@[^/]+\/(go\.mod|LICENSE)$/.test(name)) return undefined;
  return `\`${name}\` has ${size} bytes, more than Go allows`;
}
