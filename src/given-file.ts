import { close, constants, fstat, open, read } from 'node:fs';
import { Socket } from 'node:net';
import { promisify } from 'node:util';
import { errnoOf } from './errors.ts';
import { irregularFile, openError } from './plain-file.ts';

/** unreadable are the codes of what is missing, is no file with text in it, or may not be read. */
export const unreadable: ReadonlySet<string> = new Set([
  'EACCES',
  'EFBIG',
  'EFTYPE',
  'EISDIR',
  'ELOOP',
  'ENOENT',
  'ENOTDIR',
  'EPERM',
  'ETIMEDOUT',
]);

/** In bytes: no netrc file, certificate list or token is nearly as long. */
const givenMax = 16 * 2 ** 20;

/** How long whoever writes to a pipe may take, in ms. */
const pipeTimeout = 10_000;

/** readGivenFile is readGivenBytes for text in UTF-8. */
export async function readGivenFile(file: string): Promise<string> {
  return (await readGivenBytes(file)).toString();
}

/**
 * readGivenBytes reads a small file whose name the user gave: a regular file, or a pipe that a shell makes of a program
 * (`<(…)`). A pipe that nothing writes to is empty; one that stays open is an error after 10 s. It blocks no thread. Rejects
 * with NotRegularFile for a device or a socket, and with errno errors: EFBIG for more than 16 MiB.
 */
export async function readGivenBytes(file: string): Promise<Buffer> {
  // Not defined on Windows, where files are no pipes.
  const { O_RDONLY, O_NONBLOCK = 0 } = constants;
  const fd = await promisify(open)(file, O_RDONLY | O_NONBLOCK).catch((error: unknown) => {
    throw openError(file, error);
  });
  const stats = await promisify(fstat)(fd);
  if (stats.isFIFO()) return readPipe(file, fd);
  try {
    if (!stats.isFile()) throw irregularFile(file, stats);
    if (stats.size > givenMax) throw tooLarge(file);
    return await readRegular(fd, stats.size);
  } finally {
    await promisify(close)(fd);
  }
}

async function readRegular(fd: number, bytes: number): Promise<Buffer> {
  // Some files of the system have no size.
  const buffer = Buffer.alloc(bytes === 0 ? givenMax : bytes);
  let filled = 0;
  for (let bytesRead = -1; bytesRead !== 0 && filled < buffer.length; filled += bytesRead) {
    ({ bytesRead } = await promisify(read)(fd, buffer, filled, buffer.length - filled, null));
  }
  return buffer.subarray(0, filled);
}

/** Reads what is in a pipe: nothing where no program has it open for writing, undefined where one has written nothing yet. */
async function firstPiece(fd: number): Promise<Buffer | undefined> {
  try {
    const { bytesRead, buffer } = await promisify(read)(fd, Buffer.alloc(2 ** 16), 0, 2 ** 16, null);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (errnoOf(error) === 'EAGAIN') return undefined;
    throw error;
  }
}

/** Closes `fd`. */
async function readPipe(file: string, fd: number): Promise<Buffer> {
  const first = await firstPiece(fd);
  const pipe = new Socket({ fd, readable: true, writable: false });
  const giveUp = () => pipe.destroy(errno('ETIMEDOUT', `${file} is a pipe that stays open`));
  const timer = setTimeout(giveUp, pipeTimeout);
  const pieces: Buffer[] = first === undefined ? [] : [first];
  let bytes = 0;
  try {
    if (first?.length === 0) return first;
    for await (const piece of pipe) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > givenMax) throw tooLarge(file);
    }
  } finally {
    clearTimeout(timer);
    pipe.destroy();
  }
  return Buffer.concat(pieces);
}

function tooLarge(file: string): Error {
  return errno('EFBIG', `${file} has more than ${givenMax / 2 ** 20} MiB`);
}

function errno(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
