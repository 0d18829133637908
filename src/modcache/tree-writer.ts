import { chmodSync, closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import type { FileSink } from './receive-module.ts';

/** TreeWriter writes the files of a module below the folder `root`, read-only as the go command extracts them. */
export class TreeWriter implements FileSink {
  readonly #root: string;
  readonly #prefixLength: number;
  readonly #folders = new Set<string>();
  #path: string | undefined;
  #fd: number | undefined;

  /** `prefix` is what the names of the files begin with. Makes `root`. */
  constructor(root: string, prefix: string) {
    this.#root = root;
    this.#prefixLength = prefix.length;
    mkdirSync(root);
  }

  /** Entries for folders are left out, as the go command leaves them out. */
  file(name: string): void {
    this.#path = undefined;
    if (name.endsWith('/')) return;
    const relative = name.slice(this.#prefixLength);
    const slash = relative.lastIndexOf('/');
    if (slash > 0) this.#makeFolder(relative.slice(0, slash));
    this.#path = `${this.#root}/${relative}`;
  }

  content(bytes: Buffer, _whole: boolean, last: boolean): void {
    if (this.#path === undefined) return;
    this.#fd ??= openSync(this.#path, 'wx', 0o444);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at);
    if (last) this.close();
  }

  close(): void {
    if (this.#fd === undefined) return;
    const fd = this.#fd;
    this.#fd = undefined;
    closeSync(fd);
  }

  /** Takes write permission from all folders but the root, which has to be renamed first. */
  seal(mode: number): void {
    for (const folder of this.#folders) chmodSync(`${this.#root}/${folder}`, mode);
  }

  #makeFolder(folder: string): void {
    if (this.#folders.has(folder)) return;
    const slash = folder.lastIndexOf('/');
    if (slash > 0) this.#makeFolder(folder.slice(0, slash));
    mkdirSync(`${this.#root}/${folder}`);
    this.#folders.add(folder);
  }
}
