import { type ModuleVersion, moduleKey } from '../go/module.ts';
import type { ModuleFile } from '../modcache/module-files.ts';
import { decodeListing, type ListingLimits, lengthBytes, listingBytesMax } from './listing.ts';

/** ListedModule is what the manifest says of a module in a shard. */
export interface ListedModule extends ModuleVersion, ListingLimits {}

/** Receiver takes in the files of one module of a shard. */
export interface Receiver {
  file(name: string, size: number): void;
  /** A part of the current file's content, valid only during the call; `last` comes once for each file. */
  content(bytes: Buffer, last: boolean): void;
  /** All has come that the shard lists. `complete`: it is as much as the manifest says. */
  finish(complete: boolean): void;
}

/** BrokenShard is thrown for what the writer of packs would not have written. */
export class BrokenShard extends Error {}

/**
 * ShardReader takes the plain bytes of a shard in chunks that end anywhere, and hands each module, in the order of
 * `modules`, to the receiver that `open` gives for it (undefined: its files are skipped). What lies within one chunk is
 * handed over without a copy. A module may hold less than the manifest says, and never more. `push` and `end` throw
 * BrokenShard; what a receiver throws passes through.
 */
export class ShardReader {
  readonly #modules: readonly ListedModule[];
  readonly #open: (index: number) => Receiver | undefined;
  #index = -1;
  #receiver: Receiver | undefined;
  #complete = false;
  #state: 'length' | 'listing' | 'content' | 'end' = 'length';
  /** The length of a listing, or the listing, as far as it has come. */
  #head = Buffer.allocUnsafe(lengthBytes);
  #headFill = 0;
  #files: Iterator<ModuleFile> = [].values();
  /** Bytes of the current file that are still to come. */
  #left = 0;

  constructor(modules: readonly ListedModule[], open: (index: number) => Receiver | undefined) {
    this.#modules = modules;
    this.#open = open;
    this.#nextModule();
  }

  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) at += this.#take(chunk.subarray(at));
  }

  /** Checks that the last module has come whole. */
  end(): void {
    if (this.#state !== 'end') throw new BrokenShard('it is truncated');
  }

  /** Consumes bytes from the beginning of `bytes` and says how many. */
  #take(bytes: Buffer): number {
    if (this.#state === 'content') return this.#content(bytes);
    if (this.#state === 'end') throw new BrokenShard('data follows its last module');
    const copied = bytes.copy(this.#head, this.#headFill);
    this.#headFill += copied;
    if (this.#headFill === this.#head.length) this.#headCame();
    return copied;
  }

  #headCame(): void {
    const length = this.#state === 'length' ? this.#head.readUInt32LE() : 0;
    if (length > listingBytesMax(this.#module)) {
      throw new BrokenShard(`${moduleKey(this.#module)} has a listing of ${length} bytes`);
    }
    if (length > 0) this.#expect('listing', length);
    else this.#listingCame(this.#state === 'listing' ? this.#head : nothing);
  }

  #listingCame(bytes: Buffer): void {
    const module = this.#module;
    const decoded = decodeListing(`${moduleKey(module)}/`, bytes, module);
    if (decoded.kind === 'problem') throw new BrokenShard(`${moduleKey(module)}: ${decoded.message}`);
    const listing = decoded.value;
    this.#complete = listing.files === module.files && listing.contentBytes === module.contentBytes;
    this.#receiver = this.#open(this.#index);
    this.#files = listing.entries();
    this.#state = 'content';
    this.#nextFile();
  }

  get #module(): ListedModule {
    const module = this.#modules[this.#index];
    if (module === undefined) throw new Error('a listing came after the last module');
    return module;
  }

  /** A file without content is over when it begins. */
  #nextFile(): void {
    for (;;) {
      const { done, value: file } = this.#files.next();
      if (done) break;
      this.#receiver?.file(file.name, file.bytes);
      this.#left = file.bytes;
      if (file.bytes > 0) return;
      this.#receiver?.content(nothing, true);
    }
    this.#receiver?.finish(this.#complete);
    this.#nextModule();
  }

  #content(bytes: Buffer): number {
    const taken = Math.min(this.#left, bytes.length);
    this.#left -= taken;
    this.#receiver?.content(bytes.subarray(0, taken), this.#left === 0);
    if (this.#left === 0) this.#nextFile();
    return taken;
  }

  #nextModule(): void {
    this.#index += 1;
    this.#receiver = undefined;
    if (this.#index < this.#modules.length) this.#expect('length', lengthBytes);
    else this.#state = 'end';
  }

  #expect(state: 'length' | 'listing', bytes: number): void {
    this.#state = state;
    this.#head = Buffer.allocUnsafe(bytes);
    this.#headFill = 0;
  }
}

const nothing = Buffer.alloc(0);
