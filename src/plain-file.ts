import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { errnoOf, isAbsence } from './errors.ts';

/*
 * Opens names that a stranger may have chosen: a checkout, a mirror, a shared folder. A pipe would block the thread that
 * opens it, where no deadline reaches, and a device may never end.
 */

/** OpenOptions says what else must not be opened. */
export interface OpenOptions {
  /** Whether a link to a regular file may be followed. */
  readonly followLinks: boolean;
}

/** NotRegularFile is thrown for a pipe, a device, a socket, or a link that is not followed. */
export class NotRegularFile extends Error {
  /** What BSD answers in this case. */
  readonly code = 'EFTYPE';

  constructor(file: string) {
    super(`${file} is not a regular file`);
  }
}

/**
 * openPlainFile opens a regular file for reading, and never waits. Rejects with NotRegularFile, and with errno errors:
 * EISDIR for a folder.
 */
export async function openPlainFile(file: string, options: OpenOptions): Promise<FileHandle> {
  return (await openSized(file, options)).handle;
}

/** openPlainFileSync is openPlainFile at once: it returns a file descriptor. */
export function openPlainFileSync(file: string, options: OpenOptions): number {
  const fd = openAt(file, options);
  const stats = fstatSync(fd);
  if (stats.isFile()) return fd;
  closeSync(fd);
  throw irregularFile(file, stats);
}

/**
 * readPlainFile reads a regular file whole; links to one are followed by default. However many are asked for, only
 * a few are open at once. Rejects as openPlainFile does.
 */
export async function readPlainFile(
  file: string,
  options: OpenOptions = { followLinks: true },
): Promise<Buffer> {
  if (reading < readsMax) reading++;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await readWhole(file, options);
  } finally {
    const next = waiting.shift();
    if (next === undefined) reading--;
    else next();
  }
}

/** readPlainFileSync is readPlainFile for what lies on a disk that has just answered. Throws as openPlainFileSync does. */
export function readPlainFileSync(file: string, options: OpenOptions = { followLinks: true }): Buffer {
  const fd = openPlainFileSync(file, options);
  try {
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Node's pool has four threads, and systems limit the open files of a process: some to 1024, as many as a project has modules. */
const readsMax = 16;
let reading = 0;
const waiting: (() => void)[] = [];

async function readWhole(file: string, options: OpenOptions): Promise<Buffer> {
  const { handle, size } = await openSized(file, options);
  try {
    return size < smallMax ? await readSmall(handle, size) : await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** In bytes. Larger ones are left to Node, which refuses what does not fit into memory. */
const smallMax = 2 ** 20;

/** A module cache has thousands of small files: this takes one operation where Node takes two. */
async function readSmall(handle: FileHandle, size: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(size + 1);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length);
  const start = buffer.subarray(0, bytesRead);
  return bytesRead === size ? start : Buffer.concat([start, await handle.readFile()]);
}

/** ifPresent resolves with what `answer` does, or with undefined where it fails because there is no such file. */
export async function ifPresent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** ifRegular resolves with what `answer` does, or with undefined where it fails because of NotRegularFile. */
export async function ifRegular<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotRegularFile) return undefined;
    throw error;
  }
}

async function openSized(file: string, options: OpenOptions): Promise<{ handle: FileHandle; size: number }> {
  const handle = await open(file, flags(options)).catch((error: unknown) => {
    throw openError(file, error);
  });
  const stats = await handle.stat();
  if (stats.isFile()) return { handle, size: stats.size };
  await handle.close();
  throw irregularFile(file, stats);
}

function openAt(file: string, options: OpenOptions): number {
  try {
    return openSync(file, flags(options));
  } catch (error) {
    throw openError(file, error);
  }
}

function flags({ followLinks }: OpenOptions): number {
  // Not defined on Windows, where unprivileged users make no links and files are no pipes.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  return O_RDONLY | O_NONBLOCK | (followLinks ? 0 : O_NOFOLLOW);
}

/**
 * openError says of what could not be opened that it is not regular. Sockets cannot be opened at all (ENXIO); a link that is
 * not followed is ELOOP, or EMLINK on FreeBSD.
 */
export function openError(file: string, error: unknown): unknown {
  return ['ELOOP', 'EMLINK', 'ENXIO'].includes(errnoOf(error) ?? '') ? new NotRegularFile(file) : error;
}

/** irregularFile is why a file with these `stats` is not read. */
export function irregularFile(file: string, stats: { isDirectory(): boolean }): Error {
  if (!stats.isDirectory()) return new NotRegularFile(file);
  return Object.assign(new Error(`EISDIR: ${file} is a directory`), { code: 'EISDIR' });
}
